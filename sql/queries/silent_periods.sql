-- When was the story silent for longest?
-- The ten longest stretches of an hour or more in which no article can have appeared, by the widest reading of every
-- stated date: a page that states only a day fills up to fifty hours. Articles without a date may lie in any of them;
-- `undated` says how many there are. The time before the first and after the last article is not counted.
WITH spans AS (
    SELECT
        max(published_until) OVER (
            ORDER BY published_from, published_until, url ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS silent_from,
        published_from AS silent_until
    FROM articles
    WHERE published_from IS NOT NULL
)

SELECT
    silent_from,
    silent_until,
    round(date_diff('second', silent_from, silent_until) / 3600, 1) AS hours,
    (SELECT count(*) FROM articles WHERE published IS NULL) AS undated
FROM spans
WHERE silent_until >= silent_from + INTERVAL 1 HOUR
ORDER BY silent_until - silent_from DESC, silent_from
LIMIT 10;
