-- An outlet with one text has no lines in common with itself.
UPDATE core.articles SET evidence_sha256 = text_sha256 WHERE evidence_sha256 IS NULL;

UPDATE core.versions SET evidence_sha256 = text_sha256 WHERE evidence_sha256 IS NULL;
