-- Whatever holds no boilerplate of its outlet is its own evidence.
UPDATE core.articles SET evidence_sha256 = text_sha256 WHERE evidence_sha256 IS NULL;

UPDATE core.versions SET evidence_sha256 = text_sha256 WHERE evidence_sha256 IS NULL;
