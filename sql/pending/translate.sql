-- Sentences and headlines of current texts that have no English yet, each once, as far as the budget of the run goes.
-- What comes first is what was published first; headlines and beginnings before the rest of a text.
WITH waiting AS (
    SELECT
        segments.segment_sha256,
        articles.language AS source,
        any_value(segments.original) AS original,
        min((coalesce(articles.published, TIMESTAMP '9999-01-01'), articles.url, segments.position)) AS turn
    FROM core.articles AS articles
    JOIN core.segments AS segments
        ON segments.text_sha256 = articles.text_sha256 OR segments.text_sha256 = sha256(articles.title)
    ANTI JOIN core.translations AS translations
        ON translations.segment_sha256 = segments.segment_sha256
        AND translations.source = articles.language AND translations.target = 'en'
    WHERE articles.language NOT IN ('en', 'und')
    GROUP BY segments.segment_sha256, articles.language
)

SELECT segment_sha256, source, original FROM waiting
QUALIFY sum(length(original)) OVER (ORDER BY turn, segment_sha256, source ROWS UNBOUNDED PRECEDING) <= $budget_chars
ORDER BY source, turn, segment_sha256;
