-- Which articles live at several addresses, and at which hosts?
-- Print, mobile and AMP pages, mirrors, shorteners and redirects are addresses of one article and never counted as
-- articles. What only differs by tracking parameters is folded before it is asked for and does not show here.
SELECT
    count(*) AS others,
    array_to_string(list_sort(list(DISTINCT regexp_extract(links.url, '^[a-z]+://([^/?#]*)', 1))), ' ') AS at_hosts,
    articles.url
FROM links
JOIN articles ON articles.url = links.alias_of
WHERE links.outcome = 'alias'
GROUP BY articles.url
ORDER BY others DESC, articles.url;
