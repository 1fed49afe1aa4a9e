-- The pairs among these articles.
SELECT * FROM core.pairs
WHERE url IN (SELECT unnest($urls)) AND of_url IN (SELECT unnest($urls))
ORDER BY url, of_url
