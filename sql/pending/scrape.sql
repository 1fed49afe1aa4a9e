-- Links to ask for: never visited (nor reached through a redirect), or waiting and due again. Oldest sighting first.
SELECT
    links.url,
    count(visits.url) > 0 AS again
FROM core.links AS links
LEFT JOIN core.visits AS visits ON visits.url = links.url AND visits.purpose = 'scrape'
ANTI JOIN (
    SELECT final_url AS url FROM core.visits WHERE purpose = 'scrape' AND reason IS NULL AND final_url <> url
) AS reached ON reached.url = links.url
-- An address that only a page on disk gives as its own is not asked for: the page is there already.
ANTI JOIN (
    SELECT articles.url FROM core.articles AS articles
    JOIN core.sightings AS sightings ON sightings.url = articles.url
    WHERE articles.page_url LIKE 'file:%'
    GROUP BY articles.url
    HAVING bool_and(sightings.source = 'canonical')
) AS on_disk ON on_disk.url = links.url
WHERE links.outcome = 'article' OR (links.outcome = 'waiting' AND links.stage <> 'extract' AND links.reason <> 'not_read')
GROUP BY links.url, links.outcome, links.retry_at
HAVING count(visits.url) = 0 OR (links.outcome = 'waiting' AND coalesce(links.retry_at, $now) <= $now)
ORDER BY links.url;
