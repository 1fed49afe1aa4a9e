-- Visits as the archive tells them. staged: the columns of core.visits.
MERGE INTO core.visits AS visits
USING (
    SELECT * FROM staged
    QUALIFY row_number() OVER (PARTITION BY url, fetched_at ORDER BY warc, warc_offset) = 1
) AS made
ON visits.url = made.url AND visits.fetched_at = made.fetched_at
WHEN NOT MATCHED THEN INSERT BY NAME;

MERGE INTO core.drops AS drops
USING (
    SELECT * FROM staged
    WHERE purpose = 'scrape' AND reason IS NOT NULL AND retry_after_s IS NULL AND reason <> 'not_modified'
    QUALIFY row_number() OVER (PARTITION BY url, reason ORDER BY fetched_at, warc_offset) = 1
) AS ended
ON drops.url = ended.url AND drops.stage = 'scrape' AND drops.reason = ended.reason
WHEN NOT MATCHED THEN INSERT (url, stage, reason, detail, dropped_at)
    VALUES (ended.url, 'scrape', ended.reason, ended.detail, ended.fetched_at);

-- Whatever was asked for is a link, also where the archive does not tell who pointed at it.
MERGE INTO core.links AS links
USING (SELECT DISTINCT url FROM staged WHERE purpose = 'scrape') AS asked
ON links.url = asked.url
WHEN NOT MATCHED THEN INSERT (url) VALUES (asked.url);

INSERT INTO core.sightings (url, source, found_at)
SELECT staged.url, 'archive', min(staged.fetched_at) FROM staged
ANTI JOIN core.sightings AS sightings ON sightings.url = staged.url
WHERE staged.purpose = 'scrape'
GROUP BY staged.url;
