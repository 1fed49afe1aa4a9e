-- What do copies change in the words of their source?
-- Copies in the language of their nearest source, held against the version of it that they are nearest to. `sentences`
-- (and the headline) came, went or were written anew; numbers, names and quotes differ within them. Zeros: all was
-- taken as it stood. The view changes has each change before and after. Dates play no part.
SELECT
    retellings.outlet,
    retellings.of_outlet,
    count(*) FILTER (changes.what = 'number') AS numbers,
    count(*) FILTER (changes.what = 'name') AS names,
    count(*) FILTER (changes.what = 'quotation') AS quotes,
    count(*) FILTER (changes.what = 'sentence') AS sentences
FROM retellings
JOIN articles ON articles.url = retellings.url AND articles.of_url = retellings.of_url
LEFT JOIN changes ON changes.url = retellings.url AND changes.of_url = retellings.of_url
WHERE retellings.kind IN ('exact_copy', 'near_copy') AND retellings.language = retellings.of_language
GROUP BY retellings.url, retellings.outlet, retellings.of_outlet
ORDER BY retellings.of_outlet, retellings.outlet, retellings.url;
