-- What is compared again is found again.
DELETE FROM core.candidates
WHERE found_by = 'words' AND (
    evidence_sha256 IN (SELECT evidence_sha256 FROM sketched SEMI JOIN to_compare USING (id))
    OR of_evidence_sha256 IN (SELECT evidence_sha256 FROM sketched SEMI JOIN to_compare USING (id))
);
