-- Does the translation say what the original says? Position -1 is the headline.
CREATE OR REPLACE VIEW main.side_by_side AS
WITH newest AS (
    SELECT segment_sha256, source, text, engine, flags FROM core.translations
    WHERE target = 'en'
    QUALIFY row_number() OVER (
        PARTITION BY segment_sha256, source ORDER BY translated_at DESC, engine, engine_version
    ) = 1
)

SELECT
    articles.url,
    articles.language,
    CASE WHEN segments.text_sha256 = articles.text_sha256 THEN segments.position ELSE -1 END AS position,
    segments.original,
    CASE WHEN articles.language = 'en' THEN segments.original ELSE newest.text END AS translation,
    CASE WHEN articles.language = 'en' THEN 'original' ELSE newest.engine END AS engine,
    CASE
        WHEN articles.language = 'en' THEN []::VARCHAR[]
        ELSE coalesce(newest.flags, ['untranslated'])
    END AS flags
FROM core.edited AS articles
JOIN core.segments AS segments
    ON segments.text_sha256 = articles.text_sha256
    OR segments.text_sha256 = sha256(articles.title)
LEFT JOIN newest ON newest.segment_sha256 = segments.segment_sha256 AND newest.source = articles.language
ORDER BY articles.url, position;
