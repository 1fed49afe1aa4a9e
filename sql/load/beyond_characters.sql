-- Sentences without any English that a run does not come to because its budget of characters is spent, see
-- pending/translate.sql. They wait with this reason, and keep their place in the queue.
MERGE INTO core.untranslated AS untranslated
USING (
    SELECT segment_sha256, source, is_read FROM core.waiting
    QUALIFY
        list_contains($sources, source)
        AND sum(CASE WHEN list_contains($sources, source) THEN length(original) ELSE 0 END) OVER (
            ORDER BY tried_at NULLS FIRST, is_read, turn, segment_sha256, source ROWS UNBOUNDED PRECEDING
        ) > $budget_chars
) AS beyond
    ON
        untranslated.segment_sha256 = beyond.segment_sha256 AND untranslated.source = beyond.source
        AND untranslated.target = 'en'
WHEN MATCHED THEN UPDATE SET reason = 'budget'
WHEN NOT MATCHED AND NOT beyond.is_read THEN
    INSERT (segment_sha256, source, target, reason)
    VALUES (beyond.segment_sha256, beyond.source, 'en', 'budget');
