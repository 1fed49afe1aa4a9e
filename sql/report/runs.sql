-- Which run published this, and when did the one before it end? Null: there was none.
SELECT
    last.*,
    (
        SELECT max(earlier.finished_at) FROM core.runs AS earlier
        WHERE earlier.state = 'done' AND earlier.started_at < last.started_at
    ) AS last_ended_at
FROM core.runs AS last
ORDER BY last.started_at DESC
LIMIT 1;
