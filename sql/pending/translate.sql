-- Sentences and headlines of current texts that wait for English, each once, as far as the budget of the run goes: what
-- has none first, then what names or terms have changed for, then what was tried in vain, longest ago first. Languages
-- that no engine of the chain knows (not in $sources) cost nothing.
SELECT segment_sha256, source, original FROM core.waiting
QUALIFY
    NOT list_contains($sources, source)
    OR sum(CASE WHEN list_contains($sources, source) THEN length(original) ELSE 0 END) OVER (
        ORDER BY tried_at NULLS FIRST, is_read, turn, segment_sha256, source ROWS UNBOUNDED PRECEDING
    ) <= $budget_chars
ORDER BY source, tried_at NULLS FIRST, is_read, turn, segment_sha256;
