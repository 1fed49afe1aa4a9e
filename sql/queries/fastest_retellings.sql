-- Which retellings followed fastest upon their source?
-- The ten fastest of those whose source gave most of their text. Both sides must state the minute; a page that states
-- only the day cannot be ranked by the hour and is left out, and so is one whose date lies before its source's.
SELECT
    retellings.lag_hours AS hours,
    retellings.of_outlet,
    retellings.of_language,
    retellings.outlet,
    retellings.language
FROM retellings
JOIN articles ON articles.url = retellings.url AND articles.of_url = retellings.of_url
WHERE retellings.lag_hours >= 0
ORDER BY retellings.lag_hours, retellings.url
LIMIT 10;
