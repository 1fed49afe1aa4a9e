-- What search() looks through, for articles that are new or have other words than when this was last done.
CREATE OR REPLACE TEMP TABLE told AS
SELECT
    articles.url,
    hash(articles.title, articles.text_sha256, english.title_en, english.text_en, rules.rules) AS made_of
FROM core.edited AS articles
LEFT JOIN core.english AS english ON english.url = articles.url AND articles.language <> 'en'
CROSS JOIN (
    SELECT list(macro_definition ORDER BY function_name) AS rules
    FROM duckdb_functions()
    WHERE database_name = current_database() AND schema_name = 'core' AND macro_definition IS NOT NULL
) AS rules;

DELETE FROM core.searchable
WHERE NOT EXISTS (FROM told WHERE told.url = searchable.url AND told.made_of = searchable.made_of);

INSERT INTO core.searchable BY NAME
SELECT
    told.url,
    told.made_of,
    array_to_string(
        list_transform(
            [articles.title, english.title_en, texts.body, english.text_en],
            LAMBDA said: replace(' ' || core.fold(coalesce(said, '')) || ' ', chr(10), ' ' || chr(10) || ' ')
        ),
        chr(12)
    ) AS words
FROM told
JOIN core.edited AS articles ON articles.url = told.url
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
LEFT JOIN core.english AS english ON english.url = articles.url AND articles.language <> 'en'
ANTI JOIN core.searchable AS searchable ON searchable.url = told.url;

DROP TABLE told;
