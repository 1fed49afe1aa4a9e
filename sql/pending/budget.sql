-- Links of the web that count against what a run asks of their hosts: all of which no earlier run has brought a page.
-- In the order in which they are asked for: what was never asked for first, and of that what says it is from the
-- incident's time. A run that was cut short and the one that takes it up count as one.
WITH this_run AS (
    SELECT min(started_at) AS began FROM core.runs
    WHERE started_at > coalesce((SELECT max(started_at) FROM core.runs WHERE state = 'done'), TIMESTAMP '1970-01-01')
)

SELECT links.url, coalesce(bool_or(visits.fetched_at >= this_run.began), false) AS asked
FROM core.links AS links
CROSS JOIN this_run
LEFT JOIN core.visits AS visits ON visits.url = links.url AND visits.purpose = 'scrape'
WHERE links.url NOT LIKE 'file:%'
GROUP BY links.url, links.published_hint
HAVING NOT coalesce(bool_or(visits.reason IS NULL AND visits.fetched_at < this_run.began), false)
ORDER BY
    count(visits.url) > 0,
    CASE WHEN links.published_hint >= $began THEN 0 WHEN links.published_hint IS NULL THEN 1 ELSE 2 END,
    links.published_hint,
    links.url;
