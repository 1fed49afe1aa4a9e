-- Tables and views that are published, for the Parquet files beside the snapshot.
SELECT schema_name, table_name AS name FROM duckdb_tables()
WHERE database_name = 'work' AND schema_name = 'core'
UNION ALL
SELECT schema_name, view_name AS name FROM duckdb_views()
WHERE database_name = 'work' AND schema_name = 'main' AND NOT internal
ORDER BY schema_name, name;
