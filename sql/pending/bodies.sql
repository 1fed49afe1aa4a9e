-- Where the archive holds the body of every page, feed, sitemap and robots.txt; the newest answer of an address last.
SELECT * EXCLUDE (purpose) FROM core.visits
WHERE reason IS NULL AND body_bytes > 0 AND warc_offset IS NOT NULL
ORDER BY fetched_at;
