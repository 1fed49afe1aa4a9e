-- Pairs of articles of which one holds all words of the other, or nearly all; of those that are related again.
SELECT url, of_url, text_share, of_text_share FROM core.pairs
WHERE
    kind IN ('exact_copy', 'near_copy', 'excerpt') AND greatest(text_share, of_text_share) >= $share
    AND url NOT IN (SELECT url FROM meta.related)
ORDER BY url, of_url
