-- staged: evidence_sha256, of_evidence_sha256 (the greater hash).
INSERT OR IGNORE INTO core.candidates
SELECT DISTINCT evidence_sha256, of_evidence_sha256, 'meaning' FROM staged;
