-- Links that may be asked for again. staged: url.
UPDATE core.links AS links SET outcome = 'waiting', stage = 'discover', reason = 'not_scraped'
FROM staged WHERE links.url = staged.url;
