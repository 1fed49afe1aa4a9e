-- What was told, article by article?
SELECT articles.* EXCLUDE (text, text_en), tellings.articles AS in_telling
FROM articles
LEFT JOIN tellings ON tellings.telling = articles.telling
ORDER BY articles.published NULLS LAST, articles.url;
