-- Sentences that nobody could translate, with what was said last. staged: the columns of core.untranslated.
-- Where an older reading stands, nothing is untranslated.
MERGE INTO core.untranslated AS untranslated
USING (
    SELECT staged.* FROM staged
    ANTI JOIN core.translations AS translations
        ON translations.segment_sha256 = staged.segment_sha256 AND translations.source = staged.source
        AND translations.target = staged.target
    QUALIFY row_number() OVER (
        PARTITION BY staged.segment_sha256, staged.source, staged.target
        ORDER BY staged.tried_at DESC NULLS LAST, staged.reason
    ) = 1
) AS tried
ON untranslated.segment_sha256 = tried.segment_sha256 AND untranslated.source = tried.source
    AND untranslated.target = tried.target
WHEN MATCHED AND tried.tried_at >= coalesce(untranslated.tried_at, TIMESTAMP '-infinity') THEN UPDATE SET
    reason = tried.reason, tried_at = tried.tried_at
WHEN NOT MATCHED THEN INSERT BY NAME;
