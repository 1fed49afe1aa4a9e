-- Pairs of articles of which one holds all words of the other, or nearly all.
SELECT url, of_url, text_share, of_text_share FROM core.pairs
WHERE kind IN ('exact_copy', 'near_copy', 'excerpt') AND greatest(text_share, of_text_share) >= $share
ORDER BY url, of_url
