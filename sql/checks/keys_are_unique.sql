-- Every view has one row for each of what its comment says a row is; of side_by_side see side_by_side_lines_up.
WITH rows AS (
    SELECT 'articles' AS view, url AS key FROM main.articles
    UNION ALL
    SELECT 'coverage_by_language', language FROM main.coverage_by_language
    UNION ALL
    SELECT 'coverage_by_outlet', outlet FROM main.coverage_by_outlet
    UNION ALL
    SELECT 'coverage_by_day', concat_ws(' ', day, language) FROM main.coverage_by_day
    UNION ALL
    SELECT 'first_by_language', language FROM main.first_by_language
    UNION ALL
    SELECT 'language_flow', of_language || ' ' || language FROM main.language_flow
    UNION ALL
    SELECT 'pairs', least(url, of_url) || ' ' || greatest(url, of_url) FROM main.pairs
    UNION ALL
    SELECT 'retellings', url || ' ' || of_url FROM main.retellings
    UNION ALL
    SELECT 'tellings', telling FROM main.tellings
    UNION ALL
    SELECT 'versions', url || ' ' || version FROM main.versions
    UNION ALL
    SELECT 'changes', concat_ws(' ', url, of_url, version, place) FROM main.changes WHERE what = 'sentence'
    UNION ALL
    SELECT 'ledger', concat_ws(' ', stage, outcome, reason) FROM main.ledger
    UNION ALL
    SELECT 'untranslated', language || ' ' || reason FROM main.untranslated
    UNION ALL
    SELECT 'translations_by_engine', concat_ws(' ', engine, engine_version, language) FROM main.translations_by_engine
    UNION ALL
    SELECT 'overrides', place FROM main.overrides
    UNION ALL
    SELECT 'summary', 'the dataset' FROM main.summary
)

SELECT view, key, count(*) AS times FROM rows GROUP BY view, key HAVING count(*) > 1 OR key IS NULL;
