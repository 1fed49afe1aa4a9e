-- What changed is between two versions or between a copy and its source, is not the same before and after, and every
-- number, name and quotation stands in a sentence that changed.
WITH changes AS MATERIALIZED (FROM main.changes)

SELECT changes.url, changes.of_url, changes.place, 'compared with nothing' AS broken
FROM changes
LEFT JOIN main.versions AS versions ON versions.url = changes.url AND versions.version = changes.version
LEFT JOIN main.retellings AS retellings
    ON
        retellings.url = changes.url AND retellings.of_url = changes.of_url AND retellings.direction = 'known'
        AND retellings.language = retellings.of_language
WHERE
    CASE
        WHEN changes.version IS NULL THEN retellings.url IS NULL
        ELSE changes.url <> changes.of_url OR changes.version < 2 OR versions.url IS NULL
    END
UNION ALL
SELECT url, of_url, place, 'no change' FROM changes WHERE before IS NOT DISTINCT FROM after
UNION ALL
SELECT url, of_url, place, 'of no sentence' FROM changes
GROUP BY url, of_url, version, place
HAVING count(*) FILTER (what = 'sentence') <> 1;
