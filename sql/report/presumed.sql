-- Which articles seem to retell something that is not here, and what says so?
SELECT articles.url, told.presumed_evidence AS evidence
FROM articles
JOIN core.tellings AS told ON told.url = articles.url
WHERE articles.presumed_retelling
ORDER BY articles.published NULLS LAST, articles.url;
