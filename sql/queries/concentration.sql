-- How concentrated is the coverage: what share have the busiest and the most retold outlets?
-- The first N outlets by articles, by voices that began there, and by retellings in other outlets whose nearest source
-- is theirs, each ranked on its own. Percentages of all articles, of all voices with a known original and of all such
-- retellings; null where there is nothing to share. Dates play no part.
WITH ranked AS (
    SELECT
        articles,
        own_tellings,
        retold_by_others,
        row_number() OVER (ORDER BY articles DESC, outlet) AS by_articles,
        row_number() OVER (ORDER BY own_tellings DESC, outlet) AS by_voices,
        row_number() OVER (ORDER BY retold_by_others DESC, outlet) AS by_retellings
    FROM coverage_by_outlet
)

SELECT
    top.outlets AS top_outlets,
    round(100 * sum(articles) FILTER (by_articles <= top.outlets) / nullif(sum(articles), 0), 1) AS articles_percent,
    round(100 * sum(own_tellings) FILTER (by_voices <= top.outlets) / nullif(sum(own_tellings), 0), 1)
        AS voices_percent,
    round(100 * sum(retold_by_others) FILTER (by_retellings <= top.outlets) / nullif(sum(retold_by_others), 0), 1)
        AS retellings_percent
FROM (VALUES (1), (3), (5), (10), (20)) AS top (outlets)
LEFT JOIN ranked ON true
GROUP BY top.outlets
ORDER BY top.outlets;
