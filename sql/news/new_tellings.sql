-- Tellings of which no article was there before, largest first; the original, or the first where none is held.
SELECT
    tellings.telling, first.url, first.outlet, first.title, english.title_en,
    coalesce(languages.name, first.language) AS language, tellings.articles, count(*) OVER () AS items
FROM (
    SELECT
        members.telling,
        count(*) AS articles,
        arg_min(
            articles.url, (NOT members.is_original, coalesce(articles.published, TIMESTAMP 'infinity'), articles.url)
        ) AS url
    FROM core.tellings AS members
    JOIN core.edited AS articles ON articles.url = members.url
    LEFT JOIN known_articles AS known ON known.url = members.url
    GROUP BY members.telling
    HAVING count(known.url) = 0
) AS tellings
JOIN core.edited AS first ON first.url = tellings.url
LEFT JOIN core.languages AS languages ON languages.language = first.language
LEFT JOIN core.english AS english ON english.url = first.url
ORDER BY tellings.articles DESC, tellings.telling
LIMIT $most;
