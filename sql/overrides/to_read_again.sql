-- Links whose pages are to be read again, and the articles that are none till then: what the editor calls relevant by
-- now and was left out, and what was taken in at the editor's word and is not called so any more. $wanted: addresses.
WITH meant AS (
    SELECT url FROM core.links WHERE url IN (SELECT unnest($wanted)) OR alias_of IN (SELECT unnest($wanted))
    UNION
    SELECT url FROM core.visits WHERE purpose = 'scrape' AND final_url IN (SELECT unnest($wanted))
),

withdrawn AS (
    SELECT DISTINCT coalesce(links.alias_of, links.url) AS article
    FROM core.readings AS readings
    JOIN core.links AS links ON links.url = readings.url
    WHERE readings.reason = 'editor' AND readings.url NOT IN (SELECT url FROM meant)
)

SELECT links.url, withdrawn.article
FROM core.links AS links
JOIN withdrawn ON withdrawn.article IN (links.url, links.alias_of)
UNION ALL
SELECT DISTINCT readings.url, NULL AS article
FROM core.readings AS readings
WHERE
    readings.url IN (SELECT url FROM meant) AND readings.reason IN ('off_topic', 'review')
    AND readings.url NOT IN (
        SELECT links.url FROM core.links AS links JOIN withdrawn ON withdrawn.article IN (links.url, links.alias_of)
    )
