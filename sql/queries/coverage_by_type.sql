-- What kinds of outlets told the story, and how much of it in words of their own?
-- The type comes from the table of known outlets: outlets that it lacks stand in the row "not known". `own` articles
-- began a telling; `retold` ones have a source that is here; of the `rest` the source is not here or not certain.
SELECT
    coalesce(coverage.outlet_type, 'not known') AS outlet_type,
    count(DISTINCT articles.outlet) AS outlets,
    count(*) AS articles,
    count(*) FILTER (articles.is_original) AS own,
    count(articles.of_url) AS retold,
    count(*) FILTER (NOT articles.is_original AND articles.of_url IS NULL) AS rest,
    round(100 * count(*) FILTER (articles.is_original) / count(*), 1) AS own_percent
FROM articles
JOIN coverage_by_outlet AS coverage ON coverage.outlet = articles.outlet
GROUP BY coalesce(coverage.outlet_type, 'not known')
ORDER BY articles DESC, outlet_type;
