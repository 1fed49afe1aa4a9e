-- Every view, table and column has a comment, and stands in meta.data_dictionary with it.
SELECT columns.schema_name, columns.table_name, columns.column_name
FROM duckdb_columns() AS columns
ANTI JOIN meta.data_dictionary AS dictionary
    ON
        dictionary.schema_name = columns.schema_name AND dictionary.relation = columns.table_name
        AND dictionary.column_name = columns.column_name AND dictionary.comment = columns.comment
WHERE columns.database_name = current_database() AND columns.schema_name IN ('main', 'core', 'meta')
UNION ALL
SELECT relations.schema_name, relations.name, NULL
FROM (
    SELECT database_name, schema_name, table_name AS name, comment FROM duckdb_tables()
    UNION ALL
    SELECT database_name, schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal
) AS relations
ANTI JOIN meta.data_dictionary AS dictionary
    ON
        dictionary.schema_name = relations.schema_name AND dictionary.relation = relations.name
        AND dictionary.column_name IS NULL AND dictionary.comment = relations.comment
WHERE relations.database_name = current_database() AND relations.schema_name IN ('main', 'core', 'meta');
