-- Articles that quote the same.
SELECT url, of_url FROM core.pairs WHERE kind = 'shares_quotation'
