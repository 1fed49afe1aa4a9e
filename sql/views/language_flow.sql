-- Out of which language into which did the story cross, how often and how fast?
CREATE OR REPLACE VIEW main.language_flow AS
SELECT
    sources.language AS of_language,
    articles.language,
    count(*) AS retellings,
    count(*) FILTER (retold.is_nearest) AS whole_retellings,
    count(DISTINCT retold.url) AS articles,
    count(DISTINCT articles.outlet) AS outlets,
    min(
        CASE
            WHEN
                articles.published_precision IN ('second', 'minute')
                AND sources.published_precision IN ('second', 'minute')
                THEN round(date_diff('second', sources.published, articles.published) / 3600, 1)
        END
    ) AS shortest_lag_hours,
    min(date_diff('day', sources.published::DATE, articles.published::DATE)) AS shortest_lag_days,
    median(date_diff('day', sources.published::DATE, articles.published::DATE)) AS median_lag_days
FROM core.retold AS retold
JOIN core.edited AS articles ON articles.url = retold.url
JOIN core.edited AS sources ON sources.url = retold.of_url
WHERE retold.direction = 'known' AND sources.language <> articles.language
GROUP BY sources.language, articles.language
ORDER BY retellings DESC, of_language, articles.language;
