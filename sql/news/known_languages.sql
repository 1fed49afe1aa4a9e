-- Languages of a published dataset.
SELECT DISTINCT language FROM core.edited ORDER BY language;
