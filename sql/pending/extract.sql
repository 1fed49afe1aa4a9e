-- Bodies that nobody has read yet, the newest of each link.
SELECT visits.* EXCLUDE (purpose)
FROM core.visits AS visits
ANTI JOIN core.readings AS readings
    ON readings.url = visits.url AND readings.body_sha256 = visits.body_sha256
WHERE visits.purpose = 'scrape' AND visits.reason IS NULL AND visits.warc IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY visits.url ORDER BY visits.fetched_at DESC) = 1
ORDER BY visits.url;
