-- Which articles seem to retell something that is not here, and what says so?
-- Each bears a credit line, an agency's mark or what a translating machine leaves behind, and its source is not in the
-- dataset. It still counts as a voice, together with those that share its words (`in_telling`). The evidence is quoted
-- from the page. `retold trace URL` lists where the source may be.
SELECT
    articles.outlet,
    articles.language,
    tellings.articles AS in_telling,
    left(told.presumed_evidence, 60) AS evidence
FROM articles
JOIN core.tellings AS told ON told.url = articles.url
JOIN tellings ON tellings.telling = articles.telling
WHERE articles.presumed_retelling
ORDER BY tellings.articles DESC, articles.telling, articles.url;
