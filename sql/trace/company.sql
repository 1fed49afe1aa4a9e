-- Other texts in the language of an article, up to $texts: what all of them say is no mark of one.
SELECT text FROM main.articles WHERE language = $language AND url <> $url ORDER BY hash(url) LIMIT $texts
