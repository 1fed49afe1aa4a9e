-- Who quotes the same words as others without copying?
-- Articles that share quotations, captions or posts with others and are no copy or excerpt of any, nor any of them:
-- what they have in common they both heard. `quoting` counts the articles with which each shares some, `languages`
-- theirs. A quotation has no direction: nobody is said to have it from anybody.
SELECT
    articles.outlet,
    articles.language,
    count(*) AS quoting,
    array_to_string(list_sort(list(DISTINCT sides.other_language)), ' ') AS languages
FROM articles
JOIN (
    SELECT unnest([url, of_url]) AS url, unnest([of_language, language]) AS other_language, kind
    FROM pairs
) AS sides ON sides.url = articles.url
GROUP BY articles.url, articles.outlet, articles.language
HAVING bool_and(sides.kind = 'shares_quotation')
ORDER BY quoting DESC, articles.outlet, articles.url;
