-- Engines and flags of the translation memory.
SELECT DISTINCT 'engine' AS kind, engine AS name FROM core.translations
UNION ALL
SELECT DISTINCT 'flag' AS kind, unnest(flags) AS name FROM core.translations
ORDER BY kind, name;
