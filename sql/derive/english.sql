-- The English reading of every article, from the readings of its sentences that stand.
BEGIN;
DELETE FROM core.english;

INSERT INTO core.english BY NAME
WITH readings AS MATERIALIZED (
    SELECT sentences.url, sentences.position, sentences.paragraph, standing.text, standing.engine
    FROM core.sentences AS sentences
    LEFT JOIN core.standing AS standing
        ON standing.segment_sha256 = sentences.segment_sha256 AND standing.source = sentences.language
    WHERE sentences.language <> 'en'
),

paragraphs AS (
    SELECT
        url,
        paragraph,
        string_agg(text, ' ' ORDER BY position) AS text,
        list(DISTINCT engine) FILTER (engine <> 'none') AS engines,
        count(*) AS segments,
        count(*) FILTER (text IS NULL) AS untranslated
    FROM readings WHERE position >= 0
    GROUP BY url, paragraph
),

bodies AS (
    SELECT
        url,
        string_agg(text, chr(10) ORDER BY paragraph) AS text,
        array_to_string(list_sort(list_distinct(flatten(list(engines) FILTER (engines IS NOT NULL)))), '+') AS engines,
        sum(segments)::INTEGER AS segments,
        sum(untranslated)::INTEGER AS untranslated
    FROM paragraphs GROUP BY url
)

SELECT
    articles.url,
    CASE WHEN articles.language = 'en' OR articles.title = '' THEN articles.title ELSE titles.text END AS title_en,
    CASE
        WHEN articles.language = 'en' THEN 'original'
        WHEN articles.title = '' THEN 'none'
        ELSE titles.engine
    END AS title_engine,
    CASE
        WHEN articles.language = 'en' THEN texts.body
        WHEN bodies.untranslated = 0 THEN bodies.text
    END AS text_en,
    CASE
        WHEN articles.language = 'en' THEN 'original'
        WHEN bodies.untranslated = 0 THEN coalesce(nullif(bodies.engines, ''), 'none')
    END AS engine,
    coalesce(bodies.segments, 0) AS segments,
    coalesce(bodies.untranslated, 0) AS untranslated
FROM core.articles AS articles
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
LEFT JOIN bodies ON bodies.url = articles.url
LEFT JOIN readings AS titles ON titles.url = articles.url AND titles.position = -1;

COMMIT;
