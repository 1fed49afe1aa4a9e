-- From which version of DuckDB on can the snapshot be read?
SELECT options['storage_version'] FROM duckdb_databases() WHERE database_name = 'snapshot';
