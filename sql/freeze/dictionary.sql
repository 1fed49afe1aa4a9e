-- What the columns of a bundle mean: as in the dataset, but for texts that gave way to excerpts.
CREATE SCHEMA bundle.meta;

CREATE TABLE bundle.meta.migrations AS FROM dataset.meta.migrations;

CREATE TABLE bundle.meta.data_dictionary AS FROM dataset.meta.data_dictionary LIMIT 0;

INSERT INTO bundle.meta.data_dictionary BY NAME
WITH held AS (
    SELECT schema_name, table_name AS relation, column_name, column_index AS place, data_type AS type
    FROM duckdb_columns() WHERE database_name = 'bundle'
    UNION ALL
    SELECT schema_name, table_name, NULL AS column_name, 0 AS place, NULL AS type
    FROM duckdb_tables() WHERE database_name = 'bundle'
)

SELECT
    held.schema_name,
    held.relation,
    'table' AS kind,
    held.column_name,
    held.place,
    held.type,
    CASE
        WHEN held.column_name IN ('excerpt', 'excerpt_en') AND told.comment IS NULL
            THEN 'Beginning of the text'
                || CASE WHEN held.column_name = 'excerpt_en' THEN ' in English' ELSE ' in its own language' END
                || ', on one line: 300 characters and half of it at most; less, or null, where its page says so.'
        WHEN held.relation = 'changes' AND held.column_name IN ('before', 'after')
            THEN told.comment || ' Of a sentence or a quotation only the beginning, half of it at most.'
        ELSE told.comment
    END AS comment,
    coalesce(told.is_run_clock, false) AS is_run_clock
FROM held
LEFT JOIN dataset.meta.data_dictionary AS told
    ON told.schema_name = held.schema_name AND told.relation = held.relation
    AND told.column_name IS NOT DISTINCT FROM held.column_name
ORDER BY list_position(['main', 'meta'], held.schema_name), held.relation, held.place;
