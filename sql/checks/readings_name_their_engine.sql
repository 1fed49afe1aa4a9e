-- Every English reading says who made it, and what has none is not said to have an engine.
SELECT url, 'text_en' AS broken FROM main.articles WHERE (text_en IS NULL) <> (engine IS NULL)
UNION ALL
SELECT url, 'title_en' FROM main.articles WHERE (title_en IS NULL) <> (title_engine IS NULL)
UNION ALL
SELECT url, 'position ' || position FROM main.side_by_side
WHERE engine IS NULL OR list_contains(flags, 'untranslated') <> (translation IS NULL);
