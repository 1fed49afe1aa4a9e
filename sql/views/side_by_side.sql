-- Does the translation say what the original says? Position -1 is the headline.
CREATE OR REPLACE VIEW main.side_by_side AS
SELECT
    sentences.url,
    sentences.language,
    sentences.position,
    sentences.original,
    CASE WHEN sentences.language = 'en' THEN sentences.original ELSE standing.text END AS translation,
    CASE WHEN sentences.language = 'en' THEN 'original' ELSE coalesce(standing.engine, 'none') END AS engine,
    CASE WHEN sentences.language = 'en' THEN '' ELSE coalesce(standing.engine_version, '') END AS engine_version,
    CASE
        WHEN sentences.language = 'en' THEN []::VARCHAR[]
        ELSE coalesce(standing.flags, ['untranslated'])
    END AS flags
FROM core.sentences AS sentences
SEMI JOIN core.edited AS articles ON articles.url = sentences.url
LEFT JOIN core.standing AS standing
    ON standing.segment_sha256 = sentences.segment_sha256 AND standing.source = sentences.language
ORDER BY sentences.url, sentences.position;
