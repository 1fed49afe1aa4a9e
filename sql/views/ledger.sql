-- Where did every link end?
-- The items of all rows add up to the links, to the sources that failed, to the editor's overrides that meet no article,
-- and to what a limit of deduplicate met.
CREATE OR REPLACE VIEW main.ledger AS
SELECT stage, outcome, reason, sum(items)::BIGINT AS items
FROM (
    SELECT stage, outcome, reason, 1 AS items FROM core.ended
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
