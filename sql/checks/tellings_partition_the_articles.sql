-- Every article is in one telling, a parent is in the same telling, and a telling has one original at most.
SELECT url, 'in no telling' AS broken FROM core.edited ANTI JOIN core.tellings USING (url)
UNION ALL
SELECT url, 'no article' FROM core.tellings ANTI JOIN core.edited USING (url)
UNION ALL
SELECT tellings.url, 'parent in another telling' FROM core.tellings AS tellings
LEFT JOIN core.tellings AS parents ON parents.url = tellings.of_url
WHERE tellings.of_url IS NOT NULL AND parents.telling IS DISTINCT FROM tellings.telling
UNION ALL
SELECT telling, 'two originals' FROM core.tellings GROUP BY telling HAVING count(*) FILTER (is_original) > 1;
