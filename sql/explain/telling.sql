-- The articles of a telling, the original first.
SELECT
    articles.url, articles.outlet_name, articles.language, articles.published, articles.is_original, articles.of_url,
    articles.credit
FROM main.articles AS articles
WHERE articles.telling = $telling
ORDER BY articles.is_original DESC, articles.published_until NULLS LAST, articles.url
