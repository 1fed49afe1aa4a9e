-- How each host answered in the run that began at $began, and in the last one before it that asked there. A page that
-- is gone is an answer.
WITH visits AS (
    SELECT
        regexp_extract(url, '^https?://([^/?#]+)', 1) AS host,
        fetched_at >= $began AS is_now,
        runs.run_id,
        runs.started_at,
        reason IS NULL OR reason = 'not_modified' OR coalesce(status IN (404, 410), false) AS answers,
        reason
    FROM core.visits AS visits
    ASOF LEFT JOIN core.runs AS runs ON runs.started_at <= visits.fetched_at
    WHERE visits.purpose = 'scrape' AND visits.url LIKE 'http%'
)

SELECT
    host,
    is_now,
    started_at,
    count(*) FILTER (answers) AS answered,
    count(*) AS asked,
    mode(reason) FILTER (NOT answers) AS reason
FROM visits
WHERE is_now OR host IN (SELECT host FROM visits WHERE is_now)
GROUP BY host, is_now, run_id, started_at
ORDER BY host, is_now, started_at;
