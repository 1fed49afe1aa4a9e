-- How long do retellings take, from language to language?
-- Every article whose nearest source is here, once, by the hours between the two; also within a language. `untimed`:
-- at least one side states only the day, or nothing, and no hour is honest then. `earlier`: stated before its source,
-- so one of the two dates is wrong.
SELECT
    retellings.of_language,
    retellings.language,
    count(*) AS retellings,
    count(*) FILTER (retellings.lag_hours < 0) AS earlier,
    count(*) FILTER (retellings.lag_hours >= 0 AND retellings.lag_hours < 6) AS under_6h,
    count(*) FILTER (retellings.lag_hours >= 6 AND retellings.lag_hours < 24) AS under_24h,
    count(*) FILTER (retellings.lag_hours >= 24 AND retellings.lag_hours < 72) AS under_72h,
    count(*) FILTER (retellings.lag_hours >= 72) AS later,
    count(*) FILTER (retellings.lag_hours IS NULL) AS untimed
FROM retellings
JOIN articles ON articles.url = retellings.url AND articles.of_url = retellings.of_url
GROUP BY retellings.of_language, retellings.language
ORDER BY retellings DESC, retellings.of_language, retellings.language;
