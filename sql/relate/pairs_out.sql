-- The pairs as the command prints them.
SELECT url, of_url, kind, score, text_share, of_text_share, direction, cue, confidence, evidence FROM core.pairs
ORDER BY url, of_url
