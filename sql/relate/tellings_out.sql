-- The tellings as the command prints them.
SELECT url, telling, is_original, of_url, presumed_retelling, presumed_evidence FROM core.tellings ORDER BY url
