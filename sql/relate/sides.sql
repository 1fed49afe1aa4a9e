-- What the articles that are related again say of themselves. $began: a day before which nobody can have told the
-- story, unless the editor says so.
SELECT
    articles.url,
    articles.outlet,
    coalesce(outlets.name, '') AS outlet_name,
    articles.language,
    articles.credit,
    articles.canonical,
    articles.links_out,
    coalesce(stated.alternates, map()::MAP (VARCHAR, VARCHAR)) AS alternates,
    list_contains(articles.edited, 'published') OR articles.published_from + INTERVAL 14 HOUR >= $began AS may_be_told,
    CASE WHEN may_be_told THEN articles.published_from END AS published_from,
    CASE WHEN may_be_told THEN articles.published_until END AS published_until,
    left(texts.body, 200) AS opening,
    right(texts.body, 400) AS ending
FROM core.edited AS articles
JOIN core.articles AS stated ON stated.url = articles.url
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
JOIN (
    SELECT text_sha256, body FROM core.texts
    WHERE text_sha256 IN (SELECT text_sha256 FROM core.articles WHERE url NOT IN (SELECT url FROM meta.related))
) AS texts ON texts.text_sha256 = articles.text_sha256
WHERE articles.url NOT IN (SELECT url FROM meta.related)
