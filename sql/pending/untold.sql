-- Sentences and headlines that wait for English where the incident names no engine, but for those that were told so.
SELECT waiting.segment_sha256, waiting.source, waiting.original
FROM core.waiting AS waiting
ANTI JOIN core.untranslated AS untranslated
    ON
        untranslated.segment_sha256 = waiting.segment_sha256 AND untranslated.source = waiting.source
        AND untranslated.target = 'en' AND untranslated.reason = 'no_engine'
ORDER BY waiting.source, waiting.is_read, waiting.turn, waiting.segment_sha256;
