-- What the articles say of themselves.
SELECT
    articles.url,
    articles.outlet,
    coalesce(outlets.name, '') AS outlet_name,
    articles.language,
    articles.credit,
    articles.canonical,
    articles.links_out,
    articles.published_from,
    articles.published_until,
    left(texts.body, 200) AS opening
FROM core.articles AS articles
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
