-- The newest run of those in the archive that came to its end.
SELECT runs.run_id FROM core.runs AS runs
SEMI JOIN core.journals AS journals ON journals.run_id = runs.run_id
WHERE runs.state = 'done'
ORDER BY runs.started_at DESC LIMIT 1;
