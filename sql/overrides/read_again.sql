-- staged: url of a link whose pages are to be read again, and the article that it led to and that is none till then.
DELETE FROM core.readings USING staged WHERE readings.url = staged.url;

DELETE FROM core.versions USING staged WHERE versions.url = staged.article;

DELETE FROM core.english USING staged WHERE english.url = staged.article;

DELETE FROM core.articles USING staged WHERE articles.url = staged.article;

-- An address that only those pages have given as their own.
DELETE FROM core.links USING staged
WHERE
    links.url = staged.article
    AND links.url NOT IN (SELECT url FROM core.visits)
    AND links.url NOT IN (SELECT url FROM core.sightings WHERE source <> 'canonical');

DELETE FROM core.sightings USING staged
WHERE sightings.url = staged.article AND sightings.url NOT IN (SELECT url FROM core.links);

UPDATE core.links AS links
SET
    outcome = 'waiting', stage = 'scrape', detail = '', alias_of = NULL, retry_at = NULL,
    reason = CASE WHEN links.url IN (SELECT url FROM core.visits) THEN 'not_read' ELSE 'not_scraped' END
FROM staged WHERE links.url = staged.url AND staged.article IS NOT NULL;
