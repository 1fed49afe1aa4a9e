-- The ledger counts every link, and every source that failed, exactly once.
SELECT counted, held FROM
    (SELECT coalesce(sum(items), 0) AS counted FROM main.ledger),
    (
        SELECT
            (SELECT count(*) FROM core.links)
            + (SELECT count(*) FROM core.drops WHERE stage = 'discover') AS held
    )
WHERE counted <> held;
