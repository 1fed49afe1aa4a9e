-- Which voices are there, and how far did each travel?
CREATE OR REPLACE VIEW main.tellings AS
SELECT
    tellings.telling,
    max(tellings.url) FILTER (tellings.is_original) AS original_url,
    count(*) AS articles,
    list_sort(list(DISTINCT articles.language)) AS languages,
    count(DISTINCT articles.outlet) AS outlets,
    min(articles.published) AS first_published,
    max(articles.published) AS last_published,
    bool_or(tellings.presumed_retelling) AS presumed_retelling
FROM core.tellings AS tellings
JOIN core.edited AS articles ON articles.url = tellings.url
GROUP BY tellings.telling
ORDER BY articles DESC, first_published NULLS LAST, tellings.telling;
