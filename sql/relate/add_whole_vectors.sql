-- staged: evidence_sha256, method, vectors (of all sentences).
UPDATE core.vectors AS vectors SET whole = staged.vectors
FROM staged WHERE vectors.evidence_sha256 = staged.evidence_sha256 AND vectors.method = staged.method;
