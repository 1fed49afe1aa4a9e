-- What may be handed on of the texts, and what keeps the rest back?
-- By what headers and pages say about their use. `retold export` keeps to it; texts of articles that were read before
-- this was recorded are held back too ("not recorded"). A page that says nothing leaves all open.
SELECT
    shareable,
    CASE
        WHEN shareable = 'full_text' THEN ''
        WHEN rights IS NULL THEN 'not recorded'
        ELSE array_to_string(rights, ' ')
    END AS because,
    count(*) AS articles,
    round(100 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    count(DISTINCT outlet) AS outlets
FROM articles
GROUP BY shareable, because
ORDER BY articles DESC, shareable, because;
