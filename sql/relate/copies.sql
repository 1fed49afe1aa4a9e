-- What makes tellings. A copy word for word shares more words than any other.
SELECT
    url, of_url, kind, score, text_share, of_text_share, direction = 'known' AS known, cue,
    CASE
        WHEN kind = 'exact_copy' THEN 1e9
        ELSE coalesce((evidence ->> '$.words')::DOUBLE, 0)
    END AS words,
    coalesce((evidence ->> '$.plain[0]')::DOUBLE, 1) AS plain,
    coalesce((evidence ->> '$.plain[1]')::DOUBLE, 1) AS of_plain
FROM core.pairs
WHERE kind <> 'shares_quotation'
