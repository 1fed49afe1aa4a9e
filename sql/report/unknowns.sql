-- What is not known of the articles? One may be in several rows.
SELECT what, items FROM (
    SELECT 'language' AS what, count(*) FILTER (language = 'und') AS items, 1 AS place FROM articles
    UNION ALL
    SELECT 'date', count(*) FILTER (published IS NULL), 2 FROM articles
    UNION ALL
    SELECT 'hour', count(*) FILTER (published_precision = 'day'), 3 FROM articles
    UNION ALL
    SELECT 'source', count(*) FILTER (presumed_retelling), 4 FROM articles
    UNION ALL
    SELECT 'direction', count(*), 5 FROM retellings WHERE direction = 'unknown'
    UNION ALL
    SELECT 'flag: ' || flag, count(*), 6 FROM (SELECT unnest(flags) AS flag FROM articles) GROUP BY flag
)
ORDER BY place, items DESC, what;
