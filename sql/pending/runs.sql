-- Runs that this dataset has seen begin.
SELECT run_id FROM core.runs;
