-- Every article is in one telling, which has one original at most and is called by its address.
SELECT url, 'in no telling' AS broken FROM core.edited ANTI JOIN core.tellings USING (url)
UNION ALL
SELECT url, 'no article' FROM core.tellings ANTI JOIN core.edited USING (url)
UNION ALL
SELECT url, 'in two tellings' FROM core.tellings GROUP BY url HAVING count(*) > 1
UNION ALL
SELECT telling, 'two originals' FROM core.tellings GROUP BY telling HAVING count(*) FILTER (is_original) > 1
UNION ALL
SELECT url, 'original of a telling by another name' FROM core.tellings WHERE is_original AND telling <> url
UNION ALL
SELECT telling, 'called by what is not in it' FROM core.tellings GROUP BY telling HAVING NOT bool_or(url = telling);
