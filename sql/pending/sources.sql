-- Languages to be translated from.
SELECT DISTINCT language FROM core.articles WHERE language NOT IN ('en', 'und') ORDER BY language;
