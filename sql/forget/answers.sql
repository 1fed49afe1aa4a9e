-- Answers of addresses that are forgotten. staged: url.
DELETE FROM core.visits USING staged WHERE visits.url = staged.url;
