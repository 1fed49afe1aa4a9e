-- Where did every link end? The items of all rows add up to the links, and to the sources that failed.
CREATE OR REPLACE VIEW main.ledger AS
SELECT stage, outcome, reason, count(*) AS items
FROM (
    SELECT
        CASE
            WHEN links.outcome <> 'article' THEN links.stage
            WHEN english.text_en IS NULL THEN 'translate'
            ELSE 'publish'
        END AS stage,
        links.outcome,
        CASE WHEN links.outcome = 'article' AND english.text_en IS NULL THEN 'untranslated' ELSE links.reason END AS reason
    FROM core.links AS links
    LEFT JOIN core.english AS english ON english.url = links.url
    UNION ALL
    SELECT 'discover' AS stage, 'dropped' AS outcome, reason FROM core.drops WHERE stage = 'discover'
)
GROUP BY stage, outcome, reason
ORDER BY
    list_position(['discover', 'scrape', 'extract', 'translate', 'publish'], stage), outcome, items DESC, reason;
