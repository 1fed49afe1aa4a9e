-- Vectors of the sampled sentences of these texts.
SELECT evidence_sha256, language, sample FROM core.vectors
WHERE method = $method AND evidence_sha256 IN (SELECT unnest($hashes))
ORDER BY language, evidence_sha256
