-- Evidence texts long enough to relate and without vectors, that the encoder can read themselves or in English.
SELECT
    evidence_sha256, any_value(read.language) AS language, any_value(texts.body) AS body, min(read.text_en) AS english
FROM (
    SELECT wordings.evidence_sha256, min(wordings.language) AS language, min(english.text_en) AS text_en
    FROM core.wordings AS wordings
    LEFT JOIN core.english AS english ON english.url = wordings.url AND wordings.is_current
    GROUP BY wordings.evidence_sha256
) AS read
JOIN core.texts AS texts ON texts.text_sha256 = read.evidence_sha256
JOIN core.signatures AS signatures USING (evidence_sha256)
WHERE
    signatures.method = $method AND len(signatures.sketch) > 0
    AND (list_contains($languages, split_part(read.language, '-', 1)) OR read.text_en IS NOT NULL)
    AND evidence_sha256 NOT IN (SELECT evidence_sha256 FROM core.vectors WHERE method = $method)
GROUP BY evidence_sha256
