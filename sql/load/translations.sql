-- New rows of the translation memory; what is there stays as it is. staged: the columns of core.translations.
MERGE INTO core.translations AS translations
USING (
    SELECT * FROM staged
    QUALIFY row_number() OVER (
        PARTITION BY segment_sha256, source, target, engine, engine_version, glossary_version
        ORDER BY translated_at
    ) = 1
) AS made
ON translations.segment_sha256 = made.segment_sha256
    AND translations.source = made.source AND translations.target = made.target
    AND translations.engine = made.engine AND translations.engine_version = made.engine_version
    AND translations.glossary_version = made.glossary_version
WHEN NOT MATCHED THEN INSERT BY NAME;

DELETE FROM core.untranslated AS untranslated
USING staged
WHERE untranslated.segment_sha256 = staged.segment_sha256 AND untranslated.source = staged.source
    AND untranslated.target = staged.target;
