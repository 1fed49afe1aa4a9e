-- How healthy a dataset is, in one row.
SELECT
    summary.articles,
    summary.voices,
    summary.languages,
    (SELECT coalesce(sum(items), 0)::BIGINT FROM ledger WHERE outcome = 'dropped') AS dropped,
    (SELECT coalesce(sum(items), 0)::BIGINT FROM ledger WHERE outcome = 'waiting') AS waiting,
    (SELECT coalesce(sum(items), 0)::BIGINT FROM ledger WHERE reason = 'untranslated') AS untranslated,
    runs.state AS last_run,
    runs.started_at AS last_started
FROM summary
LEFT JOIN core.runs AS runs ON true
QUALIFY row_number() OVER (ORDER BY runs.started_at DESC) = 1;
