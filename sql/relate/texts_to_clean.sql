-- Every text of the outlets that have a new text and more than one, an outlet together: a new text can make a line of the
-- others boilerplate. Only what articles say now makes lines so: versions of one article share lines that are none.
WITH texts AS (
    SELECT
        wordings.outlet,
        wordings.text_sha256,
        CASE WHEN count(wordings.evidence_sha256) = count(*) THEN min(wordings.evidence_sha256) END AS cleaned_sha256,
        bool_or(wordings.is_current) AS is_current
    FROM core.wordings AS wordings
    GROUP BY wordings.outlet, wordings.text_sha256
),

asked AS (
    SELECT outlet FROM texts GROUP BY outlet HAVING count(*) > 1 AND count(*) > count(cleaned_sha256)
)

SELECT texts.outlet, texts.text_sha256, held.body, texts.cleaned_sha256, texts.is_current
FROM texts
SEMI JOIN asked USING (outlet)
JOIN core.texts AS held USING (text_sha256)
ORDER BY texts.outlet, texts.text_sha256
