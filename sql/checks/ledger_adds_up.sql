-- The ledger counts every link, every source that failed, every override that meets nothing, and all that a limit
-- of deduplicate met, exactly once.
SELECT counted, held FROM
    (SELECT coalesce(sum(items), 0) AS counted FROM main.ledger),
    (
        SELECT
            (SELECT count(*) FROM core.links)
            + (SELECT count(*) FROM core.drops WHERE stage = 'discover')
            + (SELECT count(*) FROM core.overrides WHERE unmet IS NOT NULL)
            + (SELECT coalesce(sum(items), 0) FROM core.capped) AS held
    )
WHERE counted <> held;
