-- Candidates that these rules have not judged yet.
SELECT DISTINCT evidence_sha256, of_evidence_sha256 FROM core.candidates
WHERE
    evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
    AND of_evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
    AND (evidence_sha256, of_evidence_sha256) NOT IN (
        SELECT (evidence_sha256, of_evidence_sha256) FROM core.relations WHERE method_version = $method
    )
ORDER BY evidence_sha256, of_evidence_sha256
