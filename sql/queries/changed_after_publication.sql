-- Which articles changed after they were published, and in what?
-- Articles of which a later visit met another text; what changed between two visits, or before the first, nobody saw.
-- `sentences` (and the headline) came, went or were written anew from version to version; numbers, names and quotes
-- differ within them. `retold`: articles whose nearest source it is, maybe in an earlier version. The view changes has
-- each change before and after.
SELECT
    articles.outlet,
    max(versions.versions) AS versions,
    count(*) FILTER (changes.what = 'number') AS numbers,
    count(*) FILTER (changes.what = 'name') AS names,
    count(*) FILTER (changes.what = 'quotation') AS quotes,
    count(*) FILTER (changes.what = 'sentence') AS sentences,
    (SELECT count(*) FROM articles AS copies WHERE copies.of_url = articles.url) AS retold
FROM articles
JOIN (SELECT url, max(version) AS versions FROM versions GROUP BY url) AS versions ON versions.url = articles.url
LEFT JOIN changes ON changes.url = articles.url AND changes.of_url = articles.url
WHERE versions.versions > 1
GROUP BY articles.url, articles.outlet
ORDER BY versions DESC, articles.outlet, articles.url;
