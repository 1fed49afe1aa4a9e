-- Texts that a candidate in another language needs whole, and whose sample is only a part.
WITH needed AS (
    SELECT unnest([evidence_sha256, of_evidence_sha256]) AS evidence_sha256 FROM core.candidates AS candidates
    ANTI JOIN core.relations AS relations
        ON
            relations.evidence_sha256 = candidates.evidence_sha256
            AND relations.of_evidence_sha256 = candidates.of_evidence_sha256
            AND relations.method_version = $method
    WHERE found_by = 'meaning'
)

SELECT vectors.evidence_sha256 FROM core.vectors AS vectors
SEMI JOIN needed ON needed.evidence_sha256 = vectors.evidence_sha256
WHERE vectors.method = $method AND vectors.whole IS NULL AND octet_length(vectors.sample) < vectors.sentences * $bytes
ORDER BY vectors.evidence_sha256
