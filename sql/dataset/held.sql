-- All tables of a dataset.
SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'work' ORDER BY schema_name, table_name;
