-- Texts of which a copy in other words cannot be told: nobody reads their language, or they have too few sentences. In
-- a dataset of one language nobody looks for such copies.
SELECT
    count(*) FILTER (WHERE vectors.sentences IS NULL OR vectors.sentences = 0) AS unread,
    count(*) FILTER (WHERE vectors.sentences BETWEEN 1 AND $fewest_sentences - 1) AS short
FROM core.signatures AS signatures
LEFT JOIN core.vectors AS vectors ON vectors.evidence_sha256 = signatures.evidence_sha256 AND vectors.method = $method
WHERE
    signatures.method = $method AND len(signatures.sketch) > 0
    AND signatures.evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
    AND (SELECT count(DISTINCT split_part(language, '-', 1)) FROM core.articles) > 1
