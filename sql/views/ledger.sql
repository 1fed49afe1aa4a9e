-- Where did every link end? The items of all rows add up to the links, to the sources that failed, to the
-- editor's overrides that meet no article, and to what a limit of deduplicate met.
CREATE OR REPLACE VIEW main.ledger AS
SELECT stage, outcome, reason, sum(items)::BIGINT AS items
FROM (
    SELECT
        CASE
            WHEN edits.relevant = false THEN 'editor'
            WHEN links.outcome <> 'article' THEN links.stage
            WHEN english.text_en IS NULL THEN 'translate'
            ELSE 'publish'
        END AS stage,
        CASE WHEN edits.relevant = false THEN 'dropped' ELSE links.outcome END AS outcome,
        CASE
            WHEN edits.relevant = false THEN 'off_topic'
            WHEN links.outcome = 'article' AND english.text_en IS NULL THEN 'untranslated'
            ELSE links.reason
        END AS reason,
        1 AS items
    FROM core.links AS links
    LEFT JOIN core.english AS english ON english.url = links.url
    LEFT JOIN core.edits AS edits ON edits.url = links.url
    UNION ALL
    SELECT 'discover' AS stage, 'dropped' AS outcome, reason, 1 AS items FROM core.drops WHERE stage = 'discover'
    UNION ALL
    SELECT 'editor' AS stage, 'waiting' AS outcome, 'override' AS reason, 1 AS items
    FROM core.overrides WHERE unmet IS NOT NULL
    UNION ALL
    SELECT 'deduplicate' AS stage, 'capped' AS outcome, what AS reason, items FROM core.capped WHERE items > 0
)
GROUP BY stage, outcome, reason
ORDER BY
    list_position(['discover', 'scrape', 'extract', 'translate', 'deduplicate', 'publish', 'editor'], stage),
    outcome, items DESC, reason;
