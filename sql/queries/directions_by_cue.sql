-- What tells who retold whom, and how sure is it?
-- Every article whose nearest source is here, by the cue that decided: what the page says of itself goes before its
-- date. `confidence` is how often such a cue is right, from 0 to 1, as measured on made-up pairs; 1 for the editor.
-- Only rows of date and date_and_text hang on stated dates.
SELECT
    pairs.cue,
    count(*) AS retellings,
    round(100 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    round(min(pairs.confidence), 2) AS least_confidence,
    count(*) FILTER (pairs.language <> pairs.of_language) AS across_languages
FROM pairs
JOIN articles ON articles.url = pairs.url AND articles.of_url = pairs.of_url
GROUP BY pairs.cue
ORDER BY retellings DESC, pairs.cue;
