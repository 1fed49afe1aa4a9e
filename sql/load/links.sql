-- Links as sources found them. staged: url, source, found_at, title_hint, published_hint.
MERGE INTO core.links AS links
USING (
    SELECT url, title_hint, published_hint FROM staged
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY title_hint IS NULL, published_hint NULLS LAST, title_hint) = 1
) AS found
    ON links.url = found.url
WHEN MATCHED AND links.title_hint IS NULL AND found.title_hint IS NOT NULL THEN UPDATE SET title_hint = found.title_hint
WHEN NOT MATCHED THEN
    INSERT (url, title_hint, published_hint)
    VALUES (found.url, found.title_hint, found.published_hint);

MERGE INTO core.sightings AS sightings
USING (
    SELECT url, source, min(found_at) AS found_at FROM staged GROUP BY url, source
) AS found
    ON sightings.url = found.url AND sightings.source = found.source
WHEN NOT MATCHED THEN INSERT (url, source, found_at) VALUES (found.url, found.source, found.found_at);
