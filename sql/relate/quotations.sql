-- Articles that quote the same, of those that are related again.
SELECT url, of_url FROM core.pairs
WHERE kind = 'shares_quotation' AND url NOT IN (SELECT url FROM meta.related)
