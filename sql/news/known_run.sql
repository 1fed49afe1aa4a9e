-- The run that published a dataset.
SELECT started_at FROM core.runs ORDER BY started_at DESC, run_id LIMIT 1;
