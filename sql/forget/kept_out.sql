-- Links that are kept out.
SELECT url FROM core.links WHERE outcome = 'dropped' AND reason = 'forgotten';
