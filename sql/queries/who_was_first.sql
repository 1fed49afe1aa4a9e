-- Who told it first in each language, and how sure is that? Only dates to the minute or second make it certain.
SELECT
    language,
    arg_min(outlet, (published_until, url)) AS outlet,
    min(published) AS published,
    arg_min(published_precision, (published_until, url)) AS published_precision,
    arg_min(url, (published_until, url)) AS url
FROM articles
WHERE published IS NOT NULL
GROUP BY language
ORDER BY published;
