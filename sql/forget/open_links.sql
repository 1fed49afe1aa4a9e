-- Links that nobody has found to be forgotten yet, or that say more than that.
SELECT url FROM core.links
WHERE
    reason <> 'forgotten'
    OR outcome <> 'dropped'
    OR title_hint IS NOT NULL
    OR published_hint IS NOT NULL
    OR stage <> 'scrape';
