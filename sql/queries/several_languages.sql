-- Which outlets tell it in several languages, and do their desks retell one another?
-- `voices` says how many tellings the outlet's articles belong to: as many as articles where every desk wrote its own.
-- `from_itself` are articles whose nearest source is the outlet's own, in another language.
SELECT
    articles.outlet,
    array_to_string(list_sort(list(DISTINCT articles.language)), ' ') AS languages,
    count(*) AS articles,
    count(DISTINCT articles.telling) AS voices,
    count(*) FILTER (sources.outlet = articles.outlet AND sources.language <> articles.language) AS from_itself
FROM articles
LEFT JOIN articles AS sources ON sources.url = articles.of_url
GROUP BY articles.outlet
HAVING count(DISTINCT articles.language) > 1
ORDER BY articles DESC, articles.outlet;
