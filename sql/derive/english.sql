-- The English reading of every article, from the newest translation of each of its sentences.
BEGIN;
DELETE FROM core.english;

INSERT INTO core.english
WITH newest AS (
    SELECT segment_sha256, source, text, engine FROM core.translations
    WHERE target = 'en'
    QUALIFY row_number() OVER (
        PARTITION BY segment_sha256, source ORDER BY translated_at DESC, engine, engine_version
    ) = 1
),

paragraphs AS (
    SELECT
        articles.url,
        segments.paragraph,
        string_agg(newest.text, ' ' ORDER BY segments.position) AS text,
        list(DISTINCT newest.engine) FILTER (newest.engine <> 'none') AS engines,
        count(*) AS segments,
        count(*) FILTER (newest.text IS NULL) AS untranslated
    FROM core.articles AS articles
    JOIN core.segments AS segments ON segments.text_sha256 = articles.text_sha256
    LEFT JOIN newest ON newest.segment_sha256 = segments.segment_sha256 AND newest.source = articles.language
    WHERE articles.language <> 'en'
    GROUP BY articles.url, segments.paragraph
),

bodies AS (
    SELECT
        url,
        string_agg(text, chr(10) ORDER BY paragraph) AS text,
        list_sort(list_distinct(flatten(list(engines) FILTER (engines IS NOT NULL)))) AS engines,
        sum(segments)::INTEGER AS segments,
        sum(untranslated)::INTEGER AS untranslated
    FROM paragraphs GROUP BY url
)

SELECT
    articles.url,
    CASE WHEN articles.language = 'en' THEN articles.title ELSE newest.text END AS title_en,
    CASE
        WHEN articles.language = 'en' THEN texts.body
        WHEN bodies.untranslated = 0 THEN bodies.text
    END AS text_en,
    CASE
        WHEN articles.language = 'en' THEN 'original'
        WHEN bodies.untranslated < bodies.segments THEN nullif(array_to_string(bodies.engines, '+'), '')
    END AS engine,
    coalesce(bodies.segments, 0) AS segments,
    coalesce(bodies.untranslated, 0) AS untranslated
FROM core.articles AS articles
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
LEFT JOIN bodies ON bodies.url = articles.url
LEFT JOIN newest ON newest.segment_sha256 = sha256(articles.title) AND newest.source = articles.language;

COMMIT;
