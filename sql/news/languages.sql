-- Coverage by language, and how much of it is new.
SELECT
    coverage.language_name AS language,
    coverage.articles,
    coalesce(new.articles, 0) AS new,
    coverage.tellings AS voices,
    coverage.own_tellings AS "own voices", coverage.outlets, coverage.words, coverage.first_published AS "first told",
    coalesce(printf('%+.1f h', coverage.delay_hours), printf('%+d d', coverage.delay_days)) AS behind
FROM coverage_by_language AS coverage
LEFT JOIN (
    SELECT articles.language, count(*) AS articles
    FROM core.edited AS articles
    ANTI JOIN known_articles AS known ON known.url = articles.url
    GROUP BY articles.language
) AS new ON new.language = coverage.language
ORDER BY coverage.articles DESC, coverage.language;
