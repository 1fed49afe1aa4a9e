-- How much is told in each language? `tellings` have at least one article in it; `own_tellings` began there.
SELECT * FROM coverage_by_language
ORDER BY articles DESC, language;
