-- Which statements give the tables of a bundle and their columns the comments of its dictionary?
SELECT
    'COMMENT ON ' || CASE WHEN column_name IS NULL THEN 'TABLE' ELSE 'COLUMN' END
    || format(' bundle."{}"."{}"', schema_name, relation) || coalesce(format('."{}"', column_name), '')
    || ' IS ''' || replace(comment, '''', '''''') || ''''
FROM bundle.meta.data_dictionary;
