-- What waits as untranslated has no translation, from any engine.
SELECT untranslated.segment_sha256, untranslated.source FROM core.untranslated AS untranslated
SEMI JOIN core.translations AS translations
    ON
        translations.segment_sha256 = untranslated.segment_sha256 AND translations.source = untranslated.source
        AND translations.target = untranslated.target;
