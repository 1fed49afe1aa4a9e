-- What the articles say of themselves. $began: a day before which nobody can have told the story,
-- unless the editor says so.
SELECT
    articles.url,
    articles.outlet,
    coalesce(outlets.name, '') AS outlet_name,
    articles.language,
    articles.credit,
    articles.canonical,
    articles.links_out,
    list_contains(articles.edited, 'published') OR articles.published_from + INTERVAL 14 HOUR >= $began AS may_be_told,
    CASE WHEN may_be_told THEN articles.published_from END AS published_from,
    CASE WHEN may_be_told THEN articles.published_until END AS published_until,
    left(texts.body, 200) AS opening,
    right(texts.body, 400) AS ending
FROM core.edited AS articles
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
