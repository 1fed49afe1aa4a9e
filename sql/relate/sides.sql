-- What the articles say of themselves. $began: a day before which nobody can have told the story.
SELECT
    articles.url,
    articles.outlet,
    coalesce(outlets.name, '') AS outlet_name,
    articles.language,
    articles.credit,
    articles.canonical,
    articles.links_out,
    CASE WHEN articles.published_from + INTERVAL 14 HOUR >= $began THEN articles.published_from END AS published_from,
    CASE WHEN articles.published_from + INTERVAL 14 HOUR >= $began THEN articles.published_until END AS published_until,
    left(texts.body, 200) AS opening
FROM core.articles AS articles
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
