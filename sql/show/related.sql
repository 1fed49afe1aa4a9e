-- What came of the deduplicate stage.
SELECT
    (SELECT count(*) FROM core.pairs) AS pairs,
    (SELECT count(DISTINCT telling) FROM core.tellings) AS tellings;
