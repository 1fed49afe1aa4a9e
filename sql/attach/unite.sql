-- Which statements make one view of all attached datasets' views and tables of a name, with their incident first? What
-- only newer datasets have is null in the rows of older ones.
SELECT
    format(
        'CREATE VIEW {}."{}" AS {}',
        schema_name,
        name,
        string_agg(
            format(
                'SELECT ''{}'' AS incident, COLUMNS(LAMBDA name: name <> ''incident'') FROM "{}".{}."{}"',
                replace(regexp_replace(database_name, '^incident [0-9]+ ', ''), '''', ''''''),
                replace(database_name, '"', '""'), schema_name, name
            ),
            ' UNION ALL BY NAME '
            ORDER BY regexp_extract(database_name, '^incident ([0-9]+)', 1)::INTEGER
        )
    )
FROM (
    SELECT database_name, schema_name, view_name AS name FROM duckdb_views() WHERE NOT internal
    UNION ALL
    SELECT database_name, schema_name, table_name AS name FROM duckdb_tables()
)
WHERE starts_with(database_name, 'incident ') AND schema_name IN ('main', 'core')
GROUP BY schema_name, name
ORDER BY schema_name, name;
