-- Who made the English readings, and how much of them is in doubt?
SELECT * FROM translations_by_engine
ORDER BY standing DESC, engine, engine_version, language;
