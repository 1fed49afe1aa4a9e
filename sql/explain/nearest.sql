-- The addresses of articles that look most like another one, $bare: without scheme and www.
WITH known AS (
    SELECT coalesce(links.alias_of, links.url) AS article, regexp_replace(links.url, '^https?://(www\.)?', '') AS bare
    FROM core.links AS links
    WHERE links.outcome IN ('article', 'alias')
    UNION
    SELECT url, regexp_replace(url, '^https?://(www\.)?', '') FROM core.edited
)

SELECT known.article AS url
FROM known
JOIN core.edited AS articles ON articles.url = known.article
GROUP BY known.article
ORDER BY
    max(contains(known.bare, $bare)) DESC,
    max(
        jaro_winkler_similarity(known.bare, $bare)
        + jaro_winkler_similarity(split_part(known.bare, '/', 1), split_part($bare, '/', 1))
    ) DESC,
    known.article
LIMIT 3
