-- The sentences of an article and their translations; position -1 is the headline.
SELECT position, original, CASE WHEN list_contains(flags, 'untranslated') THEN NULL ELSE translation END AS translation
FROM main.side_by_side
WHERE url = $url
ORDER BY position
