-- Who retold whom, from which language into which, and how much later?
-- LEFT for the same reason as in pairs.
CREATE OR REPLACE VIEW main.retellings AS
SELECT
    retold.url,
    articles.outlet,
    articles.language,
    retold.of_url,
    sources.outlet AS of_outlet,
    sources.language AS of_language,
    retold.kind,
    retold.score,
    retold.text_share,
    retold.direction,
    retold.cue,
    CASE
        WHEN
            articles.published_precision IN ('second', 'minute') AND sources.published_precision IN ('second', 'minute')
            THEN round(date_diff('second', sources.published, articles.published) / 3600, 1)
    END AS lag_hours,
    date_diff('day', sources.published::DATE, articles.published::DATE) AS lag_days
FROM core.retold AS retold
JOIN core.edited AS articles ON articles.url = retold.url
LEFT JOIN core.edited AS sources ON sources.url = retold.of_url
ORDER BY articles.published NULLS LAST, retold.url, retold.of_url;
