-- What a dataset could not have translated, for another one of the same archive.
SELECT * FROM core.untranslated;
