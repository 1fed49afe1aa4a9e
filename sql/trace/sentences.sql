-- The sentences of an article and their translations, with who made them; position -1 is the headline.
SELECT position, original, translation, engine
FROM main.side_by_side
WHERE url = $url
ORDER BY position
