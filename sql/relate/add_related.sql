-- The pairs and tellings of all articles are up to date.
INSERT INTO meta.related
SELECT url, evidence_sha256, state FROM states WHERE url NOT IN (SELECT url FROM meta.related)
