-- Every link ended in one way: an article's address is an article's, and what is an article has a link.
SELECT links.url, links.outcome FROM core.links AS links
LEFT JOIN core.articles AS articles ON articles.url = links.url
WHERE (links.outcome = 'article') <> (articles.url IS NOT NULL)
UNION ALL
SELECT url, 'two outcomes' FROM core.links GROUP BY url HAVING count(*) > 1
UNION ALL
SELECT url, 'article without a link' FROM core.articles ANTI JOIN core.links USING (url)
UNION ALL
SELECT url, 'link that nobody pointed at' FROM core.links ANTI JOIN core.sightings USING (url);
