-- staged: a row of core.relations each.
INSERT OR IGNORE INTO core.relations
SELECT evidence_sha256, of_evidence_sha256, method_version, kind, score, text_share, of_text_share, evidence
FROM staged;
