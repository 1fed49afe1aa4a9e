-- What makes tellings, of the articles that are related again. A copy word for word shares more words than any other;
-- what the editor calls a copy as a whole is one, whatever was measured, and of a part that nobody has measured nothing
-- is known.
SELECT
    url, of_url, kind, coalesce(score, 1) AS score,
    CASE WHEN is_whole THEN 1 ELSE coalesce(text_share, 0) END AS text_share,
    coalesce(of_text_share, is_whole::INTEGER) AS of_text_share, direction = 'known' AS known, cue,
    CASE
        WHEN kind = 'exact_copy' THEN 1e9
        ELSE coalesce((evidence ->> '$.words')::DOUBLE, 0)
    END AS words,
    coalesce((evidence ->> '$.plain[0]')::DOUBLE, 1) AS plain,
    coalesce((evidence ->> '$.plain[1]')::DOUBLE, 1) AS of_plain
FROM (
    SELECT *, cue = 'editor' AND kind IN ('exact_copy', 'near_copy', 'translated_copy') AS is_whole FROM core.pairs
    WHERE url NOT IN (SELECT url FROM meta.related)
)
WHERE kind <> 'shares_quotation'
