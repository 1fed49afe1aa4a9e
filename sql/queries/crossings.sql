-- Out of which language into which did the story cross, and how long did it take?
SELECT of_language, language, count(*) AS retellings, min(lag_days) AS fastest_days, median(lag_days) AS median_days
FROM retellings
WHERE of_language <> language AND direction = 'known'
GROUP BY of_language, language
ORDER BY retellings DESC, of_language, language;
