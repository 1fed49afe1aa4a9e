-- How did the story grow, day by day, in each language?
CREATE OR REPLACE VIEW main.coverage_by_day AS
SELECT
    articles.published::DATE AS day,
    articles.language,
    count(*) AS articles,
    count(DISTINCT tellings.telling) AS tellings,
    count(*) FILTER (tellings.is_original) AS own_tellings,
    count(DISTINCT articles.outlet) AS outlets
FROM core.edited AS articles
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
GROUP BY articles.published::DATE, articles.language
ORDER BY day NULLS LAST, articles DESC, articles.language;
