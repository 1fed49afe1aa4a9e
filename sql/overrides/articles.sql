-- What is known of these articles without the editor.
SELECT
    articles.url,
    articles.published_text AS published,
    articles.outlet,
    coalesce(links.reason, '') <> 'editor' AS relevant
FROM core.articles AS articles
LEFT JOIN core.links AS links ON links.url = articles.url
WHERE articles.url IN (SELECT unnest($urls))
