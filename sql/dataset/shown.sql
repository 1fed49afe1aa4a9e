-- What views and macros are made of, as text.
SELECT sql FROM duckdb_views() WHERE database_name = 'work' AND NOT internal
UNION ALL
SELECT macro_definition FROM duckdb_functions() WHERE database_name = 'work' AND NOT internal;
