-- The different texts of one outlet, a page at a time.
SELECT text_sha256, body FROM core.texts
WHERE text_sha256 > $after AND text_sha256 IN (SELECT text_sha256 FROM core.articles WHERE outlet = $outlet)
ORDER BY text_sha256 LIMIT $texts
