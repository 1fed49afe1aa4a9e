-- Coverage by outlet, and how much of it is new.
SELECT
    coverage.outlet, coverage.articles, coalesce(new.articles, 0) AS new, coverage.own_tellings AS "own voices",
    coverage.retold_from_others AS retells, coverage.retold_by_others AS retold,
    array_to_string(coverage.languages, ', ') AS languages, coverage.first_published AS "first told",
    coverage.outlet_name AS name
FROM coverage_by_outlet AS coverage
LEFT JOIN (
    SELECT articles.outlet, count(*) AS articles
    FROM core.edited AS articles
    ANTI JOIN known_articles AS known ON known.url = articles.url
    GROUP BY articles.outlet
) AS new ON new.outlet = coverage.outlet
ORDER BY coverage.articles DESC, new.articles DESC NULLS LAST, coverage.outlet;
