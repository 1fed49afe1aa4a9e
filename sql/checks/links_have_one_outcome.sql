-- An article's address is an article, and only an article's; an alias leads to one.
SELECT links.url, links.outcome FROM core.links AS links
LEFT JOIN core.articles AS articles ON articles.url = links.url
LEFT JOIN core.articles AS meant ON meant.url = links.alias_of
WHERE (links.outcome = 'article') <> (articles.url IS NOT NULL)
    OR (links.outcome = 'alias' AND meant.url IS NULL)
UNION ALL
SELECT url, 'article without a link' FROM core.articles ANTI JOIN core.links USING (url);
