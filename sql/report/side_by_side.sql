-- Does the translation say what the original says?
-- Of every article that is not in English: the headline (position -1), then sentences that bear a flag, then others.
SELECT url, language, position, original, translation, engine, flags
FROM side_by_side
WHERE language <> 'en'
QUALIFY
    row_number() OVER (
        PARTITION BY url
        ORDER BY position > -1, len(list_filter(flags, LAMBDA flag: flag <> 'untranslated')) = 0, position
    ) <= 4
ORDER BY url, position;
