-- What was lost and what waits, by reason, with an address for each as an example.
SELECT
    ledger.outcome, ledger.stage, ledger.reason, ledger.items,
    coalesce(
        (
            SELECT min(links.url) FROM core.links AS links
            WHERE links.outcome = ledger.outcome AND links.stage = ledger.stage AND links.reason = ledger.reason
        ),
        (
            SELECT min(drops.url) FROM core.drops AS drops
            WHERE drops.stage = ledger.stage AND drops.reason = ledger.reason
        )
    ) AS example
FROM ledger
WHERE ledger.outcome NOT IN ('article', 'alias') OR ledger.reason = 'untranslated'
ORDER BY ledger.outcome = 'article', ledger.outcome, ledger.items DESC, ledger.stage, ledger.reason;
