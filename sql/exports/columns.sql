-- What do the columns of these views mean? $views
SELECT table_name AS "table", column_name AS "column", data_type AS type, comment AS meaning
FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal AND table_name IN (SELECT unnest($views))
ORDER BY table_name, column_index;
