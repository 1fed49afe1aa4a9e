-- Overrides that change nothing, and why.
SELECT place, unmet, (SELECT count(*) FROM core.overrides) AS overrides FROM core.overrides
WHERE unmet IS NOT NULL
ORDER BY length(place), place
