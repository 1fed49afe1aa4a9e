-- Every address that this dataset holds.
SELECT url FROM core.links
UNION
SELECT url FROM core.visits
UNION
SELECT final_url FROM core.visits
UNION
SELECT url FROM core.drops
UNION
SELECT url FROM core.articles
UNION
SELECT page_url FROM core.articles
ORDER BY url;
