-- Which statements make search() and its like answer of all attached datasets, each by its own tables, with the
-- incident first? Before them goes what such a macro calls: the macros of sql/macros/.
WITH tables AS (
    SELECT string_agg(DISTINCT name, '|') AS names
    FROM (
        SELECT view_name AS name FROM duckdb_views() WHERE starts_with(database_name, 'incident ')
        UNION ALL
        SELECT table_name AS name FROM duckdb_tables() WHERE starts_with(database_name, 'incident ')
    ) AS named
),

macros AS (
    SELECT
        functions.function_name AS name,
        array_to_string(functions.parameters, ', ') AS parameters,
        regexp_extract(functions.database_name, '^incident ([0-9]+)', 1)::INTEGER AS number,
        replace(regexp_replace(functions.database_name, '^incident [0-9]+ ', ''), '''', '''''') AS incident,
        regexp_replace(
            functions.macro_definition,
            '\b(core|main)\."?(' || tables.names || ')\b"?',
            '"' || replace(functions.database_name, '"', '""') || '".\1.\2',
            'g'
        ) AS definition
    FROM duckdb_functions() AS functions
    CROSS JOIN tables
    WHERE functions.function_type = 'table_macro' AND starts_with(functions.database_name, 'incident ')
)

SELECT format('CREATE MACRO "{} {}"({}) AS TABLE {}', name, number, parameters, definition) AS statement
FROM macros
UNION ALL
SELECT
    format(
        'CREATE OR REPLACE MACRO {}({}) AS TABLE {}',
        name,
        any_value(parameters),
        string_agg(
            format('SELECT ''{}'' AS incident, * FROM "{} {}"({})', incident, name, number, parameters),
            ' UNION ALL BY NAME '
            ORDER BY number
        )
    ) AS statement
FROM macros
GROUP BY name;
