-- Where the links stand whose newest answer nobody has read: to be read, to be asked again, or given up.
UPDATE core.links AS links
SET
    outcome = CASE WHEN visits.reason IS NULL OR visits.retry_after_s IS NOT NULL THEN 'waiting' ELSE 'dropped' END,
    stage = 'scrape',
    reason = coalesce(visits.reason, 'not_read'),
    detail = visits.detail,
    retry_at = visits.fetched_at + to_milliseconds((visits.retry_after_s * 1000)::BIGINT)
FROM (
    SELECT * FROM core.visits
    WHERE purpose = 'scrape' AND reason IS DISTINCT FROM 'not_modified'
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY fetched_at DESC) = 1
) AS visits
WHERE
    links.url = visits.url AND links.outcome IN ('waiting', 'dropped')
    AND NOT EXISTS (
        FROM core.readings AS readings
        WHERE readings.url = visits.url AND readings.body_sha256 = visits.body_sha256
    );
