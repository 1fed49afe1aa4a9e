-- Bodies that nobody has read yet: of each link the earliest that differs from the one before, or comes with other
-- headers about its use, and came after the last that was read. One that is there again after another had taken its
-- place is read again.
WITH changes AS (
    SELECT * FROM core.visits
    WHERE purpose = 'scrape' AND reason IS NULL AND warc IS NOT NULL
    QUALIFY
        lag((body_sha256, rights)) OVER (PARTITION BY url ORDER BY fetched_at) IS DISTINCT FROM (body_sha256, rights)
)

SELECT changes.* EXCLUDE (purpose)
FROM changes
LEFT JOIN
    (SELECT url, max(read_at) AS read_at FROM core.readings GROUP BY url) AS readings
    ON readings.url = changes.url
WHERE changes.fetched_at > coalesce(readings.read_at, TIMESTAMP '-infinity')
QUALIFY row_number() OVER (PARTITION BY changes.url ORDER BY changes.fetched_at) = 1
ORDER BY changes.url;
