-- How much was told in each language, by how many voices, and how late did the story arrive there?
CREATE OR REPLACE VIEW main.coverage_by_language AS
SELECT
    articles.language,
    coalesce(languages.name, articles.language) AS language_name,
    count(*) AS articles,
    count(DISTINCT tellings.telling) AS tellings,
    count(*) FILTER (tellings.is_original) AS own_tellings,
    count(DISTINCT articles.outlet) AS outlets,
    sum(articles.words)::BIGINT AS words,
    min(articles.published) AS first_published,
    round(
        date_diff('second', (SELECT min(published) FROM core.edited), min(articles.published)) / 3600, 1
    ) AS delay_hours
FROM core.edited AS articles
LEFT JOIN core.languages AS languages ON languages.language = articles.language
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
GROUP BY articles.language, languages.name
ORDER BY articles DESC, articles.language;
