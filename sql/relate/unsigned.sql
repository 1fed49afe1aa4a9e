-- Evidence texts without a sketch.
SELECT text_sha256, '' AS language, body FROM core.texts
WHERE
    text_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
    AND text_sha256 NOT IN (SELECT evidence_sha256 FROM core.signatures WHERE method = $method)
