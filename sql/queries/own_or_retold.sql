-- How much does each outlet tell in its own words, and how much does it retell?
-- `own` articles began a telling; `from_others` have their nearest source at another outlet, `from_itself` at the
-- outlet itself (a second desk or edition); `unclear` bear marks of a source that is not here, or belong to others
-- though nobody can tell who had it first. Outlets with more than one article first; dates play no part.
SELECT
    coverage.outlet,
    array_to_string(coverage.languages, ' ') AS languages,
    coverage.articles,
    coverage.own_tellings AS own,
    coverage.retold_from_others AS from_others,
    count(sources.url) FILTER (sources.outlet = coverage.outlet) AS from_itself,
    count(*) FILTER (NOT articles.is_original AND articles.of_url IS NULL) AS unclear
FROM coverage_by_outlet AS coverage
JOIN articles ON articles.outlet = coverage.outlet
LEFT JOIN articles AS sources ON sources.url = articles.of_url
GROUP BY
    coverage.outlet, coverage.languages, coverage.articles, coverage.own_tellings, coverage.retold_from_others
ORDER BY coverage.articles DESC, own DESC, coverage.outlet;
