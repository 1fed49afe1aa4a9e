-- Languages of the articles, for their English names.
SELECT DISTINCT language FROM core.articles ORDER BY language;
