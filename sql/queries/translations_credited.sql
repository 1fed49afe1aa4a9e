-- Which articles are translations of others, and do they say so?
-- Articles with most of their text from one in another language. `says_so`: credit, where the page has a credit line;
-- link or name, where it points to the source in another way; else no, and what tells who translated whom: its date,
-- or translation_marks, which machines leave of the source's language.
SELECT
    retellings.outlet,
    retellings.language,
    retellings.of_outlet,
    retellings.of_language,
    CASE
        WHEN articles.credit IS NOT NULL THEN 'credit'
        WHEN retellings.cue IN ('link', 'named', 'canonical', 'hreflang') THEN 'link or name'
        ELSE 'no: ' || retellings.cue
    END AS says_so
FROM retellings
JOIN articles ON articles.url = retellings.url AND articles.of_url = retellings.of_url
WHERE retellings.of_language <> retellings.language
ORDER BY says_so, retellings.outlet, retellings.url;
