-- Tables and views that are published, for the Parquet files beside the snapshot.
SELECT schema_name, table_name AS name, 'table' AS kind FROM duckdb_tables()
WHERE
    database_name = 'work'
    AND (schema_name = 'core' OR (schema_name = 'meta' AND table_name = 'data_dictionary'))
UNION ALL
SELECT schema_name, view_name AS name, 'view' AS kind FROM duckdb_views()
WHERE database_name = 'work' AND schema_name = 'main' AND NOT internal
ORDER BY schema_name, name;
