-- An article, what its page says of where it comes from, and the telling it belongs to.
SELECT
    articles.url, articles.outlet, articles.outlet_name, articles.country, articles.language, articles.title,
    articles.title_en,
    articles.title_engine,
    articles.engine,
    articles.words,
    articles.authors,
    articles.published,
    articles.published_precision,
    articles.published_from, articles.published_until, articles.published_text, articles.credit, stated.canonical,
    stated.links_out, coalesce(stated.alternates, map()::MAP (VARCHAR, VARCHAR)) AS alternates, articles.flags,
    articles.text, articles.text_en, articles.telling, articles.is_original,
    articles.of_url, articles.presumed_retelling, told.presumed_evidence, stated.relevance_names,
    (SELECT list(links.url ORDER BY links.url) FROM core.links AS links WHERE links.alias_of = articles.url) AS aliases
FROM main.articles AS articles
JOIN core.articles AS stated ON stated.url = articles.url
LEFT JOIN core.tellings AS told ON told.url = articles.url
WHERE articles.url = $url
