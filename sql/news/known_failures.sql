-- Sources that had failed.
SELECT DISTINCT url
FROM core.drops
WHERE stage = 'discover' AND reason NOT IN ('before_window', 'no_link')
ORDER BY url;
