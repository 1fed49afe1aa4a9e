-- How many sentences and headlines wait for an engine.
SELECT count(*) FROM core.waiting;
