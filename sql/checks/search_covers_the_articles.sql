-- Every article can be found, and nothing else.
SELECT url, 'cannot be found' AS broken FROM core.edited ANTI JOIN core.searchable USING (url)
UNION ALL
SELECT url, 'no article' FROM core.searchable ANTI JOIN core.edited USING (url);
