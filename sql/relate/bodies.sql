-- The cleaned texts of these articles.
SELECT articles.url, texts.body
FROM core.articles AS articles
JOIN core.texts AS texts ON texts.text_sha256 = coalesce(articles.evidence_sha256, articles.text_sha256)
WHERE articles.url IN (SELECT unnest($urls))
