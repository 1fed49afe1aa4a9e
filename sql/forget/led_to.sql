-- These addresses ($urls), the articles at them, and every address that leads to those: aliases, the page that they
-- were read from, and what was redirected there unless it is or leads to another article.
WITH gone AS (
    SELECT url FROM core.articles WHERE url IN (SELECT unnest($urls)) OR page_url IN (SELECT unnest($urls))
),

ways AS (
    SELECT unnest($urls) AS url
    UNION
    SELECT url FROM gone
    UNION
    SELECT url FROM core.links WHERE alias_of IN (SELECT url FROM gone)
    UNION
    SELECT page_url FROM core.articles SEMI JOIN gone USING (url)
),

redirected AS (
    SELECT DISTINCT visits.url FROM core.visits AS visits
    LEFT JOIN core.links AS links ON links.url = visits.url
    WHERE
        visits.final_url IN (SELECT url FROM ways)
        AND visits.url NOT IN (SELECT url FROM core.articles ANTI JOIN gone USING (url))
        AND (links.alias_of IS NULL OR links.alias_of IN (SELECT url FROM gone))
)

SELECT ways.url, gone.url IS NOT NULL AS is_article FROM ways LEFT JOIN gone USING (url)
UNION
SELECT url, false AS is_article FROM redirected ANTI JOIN ways USING (url)
ORDER BY url;
