-- They are rebuilt from core.relations, except between articles of which everything is as it was; and so is what is too
-- much to compare.
DELETE FROM core.pairs
WHERE url NOT IN (SELECT url FROM meta.related) OR of_url NOT IN (SELECT url FROM meta.related);

DELETE FROM meta.crowded WHERE url NOT IN (SELECT url FROM meta.related);
