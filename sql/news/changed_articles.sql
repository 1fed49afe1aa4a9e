-- Articles whose text is another than before.
SELECT
    articles.url, articles.outlet, coalesce(languages.name, articles.language) AS language, articles.title,
    english.title_en, count(*) OVER () AS items
FROM core.edited AS articles
JOIN known_articles AS known ON known.url = articles.url AND known.text_sha256 <> articles.text_sha256
LEFT JOIN core.languages AS languages ON languages.language = articles.language
LEFT JOIN core.english AS english ON english.url = articles.url
ORDER BY articles.url
LIMIT $most;
