SELECT schema_name, table_name, column_name FROM duckdb_columns()
WHERE database_name = 'work' AND schema_name IN ('core', 'main', 'meta') AND comment IS NULL
UNION ALL
SELECT schema_name, table_name, '' FROM duckdb_tables() WHERE database_name = 'work' AND comment IS NULL
UNION ALL
SELECT schema_name, view_name, '' FROM duckdb_views()
WHERE database_name = 'work' AND comment IS NULL AND NOT internal
