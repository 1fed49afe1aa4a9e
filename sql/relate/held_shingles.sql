-- The shingles of all these texts, whether they are still there or were there before.
CREATE OR REPLACE TEMP VIEW held_shingles AS
SELECT unnest(signatures.sketch) AS shingle, sketched.id, sketched.was_there, sketched.is_there
FROM core.signatures AS signatures
JOIN sketched ON sketched.evidence_sha256 = signatures.evidence_sha256 AND sketched.method = signatures.method
