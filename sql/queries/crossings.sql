-- What crossed from which language into which, and how fast?
-- Articles whose nearest source, which gave most of their text, is in another language; scripts of Chinese count as
-- two languages. Hours need both sides to state the minute: `timed` says how many do, and the rest have days only.
-- Null: no pair states it. A negative number says that one of the two dates is wrong.
SELECT
    retellings.of_language,
    retellings.language,
    count(*) AS retellings,
    count(retellings.lag_hours) AS timed,
    min(retellings.lag_hours) AS min_hours,
    round(median(retellings.lag_hours), 1) AS median_hours,
    min(retellings.lag_days) AS min_days,
    median(retellings.lag_days) AS median_days
FROM retellings
JOIN articles ON articles.url = retellings.url AND articles.of_url = retellings.of_url
WHERE retellings.of_language <> retellings.language
GROUP BY retellings.of_language, retellings.language
ORDER BY retellings DESC, retellings.of_language, retellings.language;
