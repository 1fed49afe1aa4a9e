-- Who has which body in the archive, and what was asked for by whom?
SELECT url, final_url, purpose, content_type, warc, warc_offset FROM core.visits
WHERE warc IS NOT NULL AND warc_offset IS NOT NULL
ORDER BY fetched_at, url;
