-- The pairs of an article, its nearest source first, quotations last. Shares are those of the article itself.
SELECT
    url, of_url, CASE WHEN url = $url THEN of_url ELSE url END AS other,
    CASE WHEN url = $url THEN of_outlet ELSE outlet END AS outlet,
    CASE WHEN url = $url THEN of_language ELSE language END AS language, kind,
    CASE WHEN url = $url THEN text_share ELSE of_text_share END AS text_share,
    CASE WHEN url = $url THEN of_text_share ELSE text_share END AS of_text_share,
    CASE WHEN direction = 'unknown' THEN 'unknown' WHEN url = $url THEN 'source' ELSE 'retelling' END AS role,
    cue, confidence
FROM main.pairs
WHERE $url IN (url, of_url)
ORDER BY
    kind = 'shares_quotation',
    (url, of_url) IN (SELECT (url, of_url) FROM core.tellings WHERE of_url IS NOT NULL) DESC,
    list_position(['source', 'unknown', 'retelling'], role), text_share DESC, other
