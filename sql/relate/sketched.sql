-- The texts with a sketch that there are now, and those that there were when pairs were last found by words.
CREATE OR REPLACE TEMP TABLE sketched AS
SELECT
    row_number() OVER (ORDER BY evidence_sha256)::INTEGER AS id,
    evidence_sha256,
    method,
    evidence_sha256 IN (SELECT evidence_sha256 FROM meta.compared WHERE method = $method) AS was_there,
    evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings WHERE evidence_sha256 IS NOT NULL) AS is_there
FROM core.signatures
WHERE method = $method AND len(sketch) > 0 AND (was_there OR is_there)
