-- Whoever is said to be first in a language has no article before him there, and is certain where none may be as early.
WITH firsts AS MATERIALIZED (FROM main.first_by_language),

articles AS MATERIALIZED (
    SELECT url, outlet, language, published, published_from, published_until FROM main.articles
)

SELECT firsts.language, firsts.url, 'not an article of this language' AS broken
FROM firsts
LEFT JOIN articles ON articles.url = firsts.url
WHERE
    firsts.url IS NOT NULL AND (firsts.language, firsts.outlet, firsts.published)
    IS DISTINCT FROM (articles.language, articles.outlet, articles.published)
UNION ALL
SELECT DISTINCT firsts.language, firsts.url, 'another is of an earlier day'
FROM firsts
JOIN articles ON articles.language = firsts.language
WHERE firsts.url IS NULL AND articles.published IS NOT NULL OR articles.published::DATE < firsts.published::DATE
UNION ALL
SELECT firsts.language, firsts.url, 'rivals or undated miscounted'
FROM firsts
JOIN articles ON articles.language = firsts.language
LEFT JOIN articles AS first ON first.url = firsts.url
GROUP BY firsts.language, firsts.url, firsts.rivals, firsts.undated, firsts.certain
HAVING
    count(*) FILTER (articles.url <> first.url AND articles.published_from <= first.published_until) <> firsts.rivals
    OR count(*) FILTER (articles.published IS NULL) <> firsts.undated
    OR firsts.certain <> (firsts.rivals = 0 AND firsts.url IS NOT NULL)
UNION ALL
SELECT firsts.language, firsts.via, 'came by no retelling'
FROM firsts
ANTI JOIN main.retellings AS retellings
    ON
        retellings.url = firsts.url AND retellings.of_url = firsts.via AND retellings.direction = 'known'
        AND retellings.of_language <> retellings.language
WHERE firsts.via IS NOT NULL
UNION ALL
SELECT coverage.language, firsts.url, 'another delay in coverage_by_language'
FROM main.coverage_by_language AS coverage
JOIN firsts ON firsts.language = coverage.language
WHERE
    (coverage.delay_hours, coverage.delay_days) IS DISTINCT FROM (firsts.delay_hours, firsts.delay_days)
    OR coverage.delay_hours < 0 OR coverage.first_published::DATE IS DISTINCT FROM firsts.published::DATE;
