-- The different texts of one outlet, a page at a time. $current: only what its articles say now, for versions of one
-- article have lines in common that are no boilerplate.
SELECT text_sha256, body FROM core.texts
WHERE text_sha256 > $after AND text_sha256 IN (
    SELECT text_sha256 FROM core.wordings WHERE outlet = $outlet AND (is_current OR NOT $current)
)
ORDER BY text_sha256 LIMIT $texts
