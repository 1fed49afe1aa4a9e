-- What flows between languages are the retellings of known direction between them.
SELECT of_language, language, flow.retellings, counted.retellings AS held
FROM main.language_flow AS flow
FULL JOIN (
    SELECT of_language, language, count(*) AS retellings
    FROM main.retellings
    WHERE direction = 'known' AND of_language <> language
    GROUP BY of_language, language
) AS counted USING (of_language, language)
WHERE
    flow.retellings IS DISTINCT FROM counted.retellings
    OR flow.whole_retellings > flow.retellings OR flow.articles > flow.retellings OR flow.outlets > flow.articles;
