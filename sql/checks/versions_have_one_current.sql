-- Every article has one current version, and they are numbered without gaps.
SELECT articles.url, count(versions.version) AS versions, count(*) FILTER (versions.is_current) AS current
FROM main.articles AS articles
LEFT JOIN main.versions AS versions ON versions.url = articles.url
GROUP BY articles.url
HAVING count(*) FILTER (versions.is_current) <> 1 OR max(versions.version) <> count(DISTINCT versions.version);
