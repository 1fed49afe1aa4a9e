-- Which voices travelled furthest?
-- One row per telling of two articles or more. Where the original is not in the dataset, or nobody can tell which
-- member it is, the outlet reads (unseen). `days` lie between the first and the last stated date of its members; null
-- where no member has one. Articles without a date count, but stretch nothing.
SELECT
    coalesce(originals.outlet, '(unseen)') AS original_outlet,
    tellings.articles,
    tellings.outlets,
    array_to_string(tellings.languages, ' ') AS languages,
    tellings.first_published::DATE AS first_day,
    date_diff('day', tellings.first_published, tellings.last_published) AS days
FROM tellings
LEFT JOIN articles AS originals ON originals.url = tellings.original_url
WHERE tellings.articles > 1
ORDER BY tellings.articles DESC, tellings.first_published NULLS LAST, tellings.telling;
