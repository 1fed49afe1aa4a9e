-- Which voices travelled, and how far? `original_url` is null where it is not here or cannot be told.
SELECT * FROM tellings
WHERE articles > 1
ORDER BY articles DESC, first_published NULLS LAST, telling;
