-- Where did this address come from, and what became of it?
CREATE OR REPLACE VIEW main.links AS
SELECT
    ended.url,
    ended.stage,
    ended.outcome,
    ended.reason,
    nullif(links.detail, '') AS detail,
    links.alias_of,
    found.source AS found_first_by,
    found.sources AS found_by,
    found.found_at,
    links.title_hint,
    links.published_hint,
    links.retry_at
FROM core.ended AS ended
JOIN core.links AS links ON links.url = ended.url
LEFT JOIN (
    SELECT
        url,
        min(found_at) AS found_at,
        first(source ORDER BY found_at, source) AS source,
        list(source ORDER BY source) AS sources
    FROM core.sightings
    GROUP BY url
) AS found ON found.url = ended.url
ORDER BY ended.url;
