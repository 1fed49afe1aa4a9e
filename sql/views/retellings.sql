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
JOIN core.articles AS articles ON articles.url = pairs.url
JOIN core.articles AS sources ON sources.url = pairs.of_url
LEFT JOIN core.tellings AS tellings ON tellings.url = pairs.url
WHERE
    pairs.kind <> 'shares_quotation'
    AND (tellings.of_url = pairs.of_url OR pairs.direction = 'unknown' OR pairs.kind IN ('excerpt', 'translated_excerpt'))
ORDER BY articles.published NULLS LAST, pairs.url, pairs.of_url;
