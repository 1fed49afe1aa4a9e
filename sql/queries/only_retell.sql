-- Which outlets only retell?
-- Outlets none of whose articles began a telling. Of articles `here` the source is in the dataset, and `from_outlets`
-- says whose; `unseen` ones bear marks of a source that is not here, or belong together with others though nobody can
-- tell who had it first. An outlet with a single article is a weak case: read `articles` first.
SELECT
    articles.outlet,
    array_to_string(list_sort(list(DISTINCT articles.language)), ' ') AS languages,
    count(*) AS articles,
    count(articles.of_url) AS here,
    count(*) FILTER (articles.of_url IS NULL) AS unseen,
    coalesce(string_agg(DISTINCT sources.outlet, ' ' ORDER BY sources.outlet), '') AS from_outlets
FROM articles
LEFT JOIN articles AS sources ON sources.url = articles.of_url
GROUP BY articles.outlet
HAVING count(*) FILTER (articles.is_original) = 0
ORDER BY articles DESC, articles.outlet;
