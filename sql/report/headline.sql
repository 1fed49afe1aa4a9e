-- How big is the story, and whose words is it told in?
-- An article began a telling (`original`), has most of its words from another that is here (`retelling`), or neither is
-- known of it (`unclear`).
SELECT
    summary.*,
    count(articles.url) FILTER (is_original) AS original,
    count(articles.url) FILTER (NOT is_original AND of_url IS NOT NULL) AS retelling,
    count(articles.url) FILTER (NOT is_original AND of_url IS NULL) AS unclear
FROM summary
LEFT JOIN articles ON true
GROUP BY ALL;
