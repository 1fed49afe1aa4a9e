-- Who retold whom, from which language into which, and how much later?
CREATE OR REPLACE VIEW main.retellings AS
SELECT
    pairs.url,
    articles.outlet,
    articles.language,
    pairs.of_url,
    sources.outlet AS of_outlet,
    sources.language AS of_language,
    pairs.kind,
    pairs.score,
    pairs.text_share,
    pairs.direction,
    pairs.cue,
    CASE
        WHEN articles.published_precision IN ('second', 'minute') AND sources.published_precision IN ('second', 'minute')
            THEN round(date_diff('second', sources.published, articles.published) / 3600, 1)
    END AS lag_hours,
    date_diff('day', sources.published::DATE, articles.published::DATE) AS lag_days
FROM core.pairs AS pairs
JOIN core.edited AS articles ON articles.url = pairs.url
JOIN core.edited AS sources ON sources.url = pairs.of_url
LEFT JOIN core.tellings AS told ON told.url = pairs.url
LEFT JOIN core.tellings AS telling ON telling.url = pairs.of_url
WHERE
    pairs.kind <> 'shares_quotation'
    AND pairs.cue <> 'common_source'  -- siblings: each has its own row with the source
    AND (
        told.of_url = pairs.of_url
        OR pairs.kind IN ('excerpt', 'translated_excerpt')
        -- Who of two came first stays open only where neither has a better source in their telling.
        OR (
            pairs.direction = 'unknown'
            AND (told.telling <> telling.telling OR (told.of_url IS NULL AND telling.of_url IS NULL))
        )
    )
ORDER BY articles.published NULLS LAST, pairs.url, pairs.of_url;
