-- Credit lines of the articles.
SELECT DISTINCT credit FROM core.edited WHERE credit IS NOT NULL
