-- What was lost on the way, and why?
-- Links that are dropped for good, and those that wait for a later run, by the last stage that they reached; what is
-- dropped at discover are sources that failed. A link is not a story: several may lead to one article that nobody
-- read. Neither language nor date of what was lost is known.
SELECT
    stage,
    outcome,
    reason,
    items,
    round(100 * items / sum(items) OVER (), 1) AS percent
FROM ledger
WHERE outcome IN ('dropped', 'waiting') AND reason <> 'override'
ORDER BY items DESC, stage, reason;
