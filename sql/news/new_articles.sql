-- Articles that were not there before, by date; as many as are asked for, with the number of all of them.
SELECT
    articles.url, articles.outlet, coalesce(languages.name, articles.language) AS language, articles.title,
    english.title_en, articles.published, articles.published_precision, tellings.of_url, sources.outlet AS of_outlet,
    count(*) OVER () AS items
FROM core.edited AS articles
ANTI JOIN known_articles AS known ON known.url = articles.url
LEFT JOIN core.languages AS languages ON languages.language = articles.language
LEFT JOIN core.english AS english ON english.url = articles.url
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
LEFT JOIN core.edited AS sources ON sources.url = tellings.of_url
ORDER BY articles.published NULLS LAST, articles.url
LIMIT $most;
