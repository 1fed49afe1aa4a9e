-- An alias leads to an article in one step, and to no other alias.
SELECT links.url, links.alias_of FROM core.links AS links
ANTI JOIN core.articles AS articles ON articles.url = links.alias_of
WHERE links.outcome = 'alias'
UNION ALL
SELECT url, alias_of FROM core.links WHERE alias_of IS NOT NULL AND outcome <> 'alias'
UNION ALL
SELECT url, alias_of FROM core.links WHERE alias_of = url;
