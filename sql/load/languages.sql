-- English names of languages. staged: language, name.
MERGE INTO core.languages AS languages
USING (SELECT DISTINCT ON (language) language, name FROM staged ORDER BY language, name) AS named
    ON languages.language = named.language
WHEN MATCHED AND languages.name <> named.name THEN UPDATE SET name = named.name
WHEN NOT MATCHED THEN INSERT (language, name) VALUES (named.language, named.name);
