-- Which of the editor's overrides are in force?
-- What the editor says goes before what was found. Every kind has a row, so that none at all shows as zeros; an
-- override that says several things of an article counts in several rows. `unmet` ones name nothing of this dataset.
-- The view overrides has each of them, with what would stand there without it, and why.
WITH kinds (place, says, key) AS (
    VALUES
    (1, 'these two are a copy, or are none', '"copy":'),
    (2, 'it was published then', '"published":'),
    (3, 'it is this outlet''s text', '"outlet":'),
    (4, 'it tells the incident, or does not', '"relevant":'),
    (5, 'it belongs to this telling', '"telling":')
)

SELECT
    kinds.says,
    count(*) FILTER (overrides.holds) AS in_force,
    count(*) FILTER (NOT overrides.holds) AS unmet
FROM kinds
LEFT JOIN overrides ON contains(overrides.said, kinds.key)
GROUP BY kinds.place, kinds.says
ORDER BY kinds.place;
