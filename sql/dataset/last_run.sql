-- Which run wrote into this dataset last?
SELECT run_id, started_at, state FROM core.runs ORDER BY started_at DESC, run_id LIMIT 1;
