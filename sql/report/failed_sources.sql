-- Which sources failed, and why?
SELECT url, reason, count(*) AS items FROM core.drops
WHERE stage = 'discover' AND reason NOT IN ('before_window', 'no_link')
GROUP BY url, reason
ORDER BY url, reason;
