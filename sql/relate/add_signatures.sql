-- staged: evidence_sha256, method, sketch.
INSERT OR IGNORE INTO core.signatures SELECT evidence_sha256, method, sketch FROM staged;
