-- How exact are the dates, and what hangs on those that are not?
-- By what the page states: second and minute can be ranked by the hour, a day spans up to fifty hours on the clocks of
-- the world, and unknown has no date at all. `originals` began a telling; `first_in_language` counts languages whose
-- first article, see who_was_first, is dated so; `lags_lost` are retellings that have one on either side and therefore
-- no hours: one with such a date on both sides counts once, in the row of the retelling article.
WITH lost AS (
    SELECT
        CASE
            WHEN copies.published_precision IN ('second', 'minute') THEN sources.published_precision
            ELSE copies.published_precision
        END AS published_precision,
        count(*) AS lags_lost
    FROM articles AS copies
    JOIN articles AS sources ON sources.url = copies.of_url
    WHERE
        NOT (
            copies.published_precision IN ('second', 'minute') AND sources.published_precision IN ('second', 'minute')
        )
    GROUP BY ALL
)

SELECT
    articles.published_precision,
    count(*) AS articles,
    round(100 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    count(*) FILTER (articles.is_original) AS originals,
    (SELECT count(*) FROM first_by_language AS firsts WHERE firsts.published_precision = articles.published_precision)
        AS first_in_language,
    coalesce(any_value(lost.lags_lost), 0) AS lags_lost
FROM articles
LEFT JOIN lost ON lost.published_precision = articles.published_precision
GROUP BY articles.published_precision
ORDER BY articles DESC, articles.published_precision;
