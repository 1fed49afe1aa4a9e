-- Which articles are new since the run before this one had ended, and which have changed?
WITH before AS (
    SELECT max(finished_at) AS ended_at FROM core.runs
    WHERE state = 'done' AND started_at < (SELECT max(started_at) FROM core.runs)
)

SELECT url, CASE WHEN found_at > ended_at THEN 'new' ELSE 'changed' END AS what
FROM articles
CROSS JOIN before
WHERE found_at > ended_at OR url IN (SELECT url FROM versions WHERE version > 1 AND seen_at > ended_at)
ORDER BY what DESC, published NULLS LAST, url;
