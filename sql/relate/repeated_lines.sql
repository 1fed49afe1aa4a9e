-- Lines on several texts of one of these outlets, an outlet together, and the texts unless they are more than $certain.
-- Only what articles say now makes lines so: versions of one article share lines that are none.
WITH texts AS (
    SELECT DISTINCT outlet, text_sha256 FROM core.wordings WHERE is_current AND outlet IN (SELECT unnest($outlets))
),

held AS (
    SELECT
        texts.outlet,
        text_sha256,
        list_sum(lines.chars)::BIGINT AS size,
        unnest(lines.keys) AS key,
        unnest(lines.chars) AS chars
    FROM texts
    JOIN meta.lines AS lines USING (text_sha256)
),

repeated AS (
    SELECT outlet, key, count(*) AS texts FROM held GROUP BY outlet, key HAVING count(*) > 1
)

SELECT
    outlet,
    key,
    any_value(held.chars) AS chars,
    coalesce(list(held.text_sha256) FILTER (WHERE repeated.texts <= $certain), []) AS holders,
    coalesce(list(held.size) FILTER (WHERE repeated.texts <= $certain), []) AS sizes
FROM held
JOIN repeated USING (outlet, key)
GROUP BY outlet, key
ORDER BY outlet, key
