-- Which sources failed, and why. Not: what a sitemap holds from before the incident, which nobody wanted.
SELECT url, reason, detail FROM core.drops
WHERE stage = 'discover' AND reason <> 'before_window'
ORDER BY url, reason, detail;
