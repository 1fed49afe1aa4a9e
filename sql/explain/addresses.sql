-- What became of addresses. $forms: ways in which one may be written.
SELECT
    links.url,
    articles.url AS article,
    CASE WHEN edits.url IS NULL THEN links.outcome ELSE 'dropped' END AS outcome,
    CASE WHEN edits.url IS NULL THEN links.reason ELSE 'off_topic' END AS reason,
    CASE WHEN edits.url IS NULL THEN links.detail ELSE 'the editor says so: ' || (
        SELECT min(said.place) FROM core.overrides AS said
        WHERE said.article = edits.url AND said.said ->> '$.relevant' = 'false'
    ) END AS detail
FROM core.links AS links
LEFT JOIN core.edited AS articles ON articles.url = coalesce(links.alias_of, links.url)
LEFT JOIN core.edits AS edits ON edits.url = coalesce(links.alias_of, links.url) AND NOT edits.relevant
WHERE links.url IN (SELECT unnest($forms))
UNION BY NAME
SELECT url, url AS article, 'article' AS outcome, '' AS reason, '' AS detail
FROM core.edited
WHERE url IN (SELECT unnest($forms)) OR page_url IN (SELECT unnest($forms))
ORDER BY article NULLS LAST, url
