-- Links that nobody is to ask for, because what they lead to is forgotten. staged: url.
UPDATE core.links AS links
SET
    outcome = 'dropped', stage = 'scrape', reason = 'forgotten', detail = '', alias_of = NULL, retry_at = NULL,
    title_hint = NULL, published_hint = NULL
FROM staged WHERE links.url = staged.url;

DELETE FROM core.drops USING staged WHERE drops.url = staged.url;

DELETE FROM core.readings USING staged WHERE readings.url = staged.url;
