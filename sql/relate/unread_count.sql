-- How many texts relate/unread would answer with: for the time that is left.
SELECT count(DISTINCT read.evidence_sha256)
FROM (
    SELECT wordings.evidence_sha256, min(wordings.language) AS language, min(english.text_en) AS text_en
    FROM core.wordings AS wordings
    LEFT JOIN core.english AS english ON english.url = wordings.url AND wordings.is_current
    GROUP BY wordings.evidence_sha256
) AS read
JOIN core.signatures AS signatures USING (evidence_sha256)
WHERE
    signatures.method = $method AND len(signatures.sketch) > 0
    AND (list_contains($languages, split_part(read.language, '-', 1)) OR read.text_en IS NOT NULL)
    AND read.evidence_sha256 NOT IN (SELECT evidence_sha256 FROM core.vectors WHERE method = $method);
