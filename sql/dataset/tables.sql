-- Which tables does this dataset hold?
SELECT format('"{}"."{}"', schema_name, table_name) AS relation FROM duckdb_tables()
WHERE database_name = current_database() AND NOT internal
ORDER BY schema_name, table_name;
