-- A dated article has a moment, within the interval that its date allows; an undated one has neither.
SELECT url, published, published_from, published_until, published_precision
FROM main.articles
WHERE
    (published IS NULL) <> (published_precision = 'unknown')
    OR (published IS NULL) <> (published_from IS NULL)
    OR (published IS NULL) <> (published_until IS NULL)
    OR published NOT BETWEEN published_from AND published_until
    OR published_from > published_until;
