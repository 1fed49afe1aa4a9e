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
    any_value(firsts.delay_hours) AS delay_hours,
    any_value(firsts.delay_days) AS delay_days
FROM core.edited AS articles
LEFT JOIN core.languages AS languages ON languages.language = articles.language
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
LEFT JOIN core.firsts AS firsts ON firsts.language = articles.language
GROUP BY articles.language, languages.name
ORDER BY articles DESC, articles.language;
