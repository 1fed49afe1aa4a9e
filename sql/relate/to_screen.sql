-- Texts that can be held against those in other languages, in an order that puts a language together.
SELECT evidence_sha256, screened FROM core.vectors
WHERE method = $method AND sentences > 0 AND evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
ORDER BY language, evidence_sha256
