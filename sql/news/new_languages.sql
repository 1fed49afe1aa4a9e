-- Languages that nobody had told it in before, and who was first.
SELECT
    articles.language, coalesce(any_value(languages.name), articles.language) AS name, count(*) AS articles,
    coalesce(any_value(firsts.url), min(articles.url)) AS url,
    coalesce(any_value(firsts.outlet), arg_min(articles.outlet, articles.url)) AS outlet
FROM core.edited AS articles
LEFT JOIN core.languages AS languages ON languages.language = articles.language
LEFT JOIN core.firsts AS firsts ON firsts.language = articles.language
WHERE NOT list_contains($known, articles.language)
GROUP BY articles.language
ORDER BY articles DESC, articles.language;
