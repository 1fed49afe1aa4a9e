-- The translation memory of a dataset, for another one of the same archive.
SELECT * FROM core.translations;
