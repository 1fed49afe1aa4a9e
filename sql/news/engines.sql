-- Who made the English readings, and what nobody could translate.
SELECT engine, language, sentences, standing, "in doubt", said FROM (
    SELECT
        engine, language, segments AS sentences, standing, printf('%.1f %%', 100 * flagged) AS "in doubt",
        CASE WHEN gist THEN 'gist only' ELSE '' END AS said, 0 AS place
    FROM translations_by_engine
    UNION ALL
    SELECT 'nobody', language, segments, 0, '', reason, 1 FROM untranslated
)
ORDER BY place, sentences DESC, engine, language;
