-- What has nobody translated yet, and why?
CREATE OR REPLACE VIEW main.untranslated AS
WITH missing AS (
    SELECT
        sentences.language,
        CASE
            WHEN sentences.language = 'und' THEN 'unknown_language'
            ELSE coalesce(untranslated.reason, 'not_tried')
        END AS reason,
        sentences.url,
        length(sentences.original) AS characters,
        row_number() OVER (
            PARTITION BY sentences.language, sentences.segment_sha256 ORDER BY sentences.url, sentences.position
        ) = 1 AS is_first
    FROM core.sentences AS sentences
    SEMI JOIN core.edited AS articles ON articles.url = sentences.url
    ANTI JOIN core.translations AS translations
        ON
            translations.segment_sha256 = sentences.segment_sha256 AND translations.source = sentences.language
            AND translations.target = 'en'
    LEFT JOIN core.untranslated AS untranslated
        ON
            untranslated.segment_sha256 = sentences.segment_sha256 AND untranslated.source = sentences.language
            AND untranslated.target = 'en'
    WHERE sentences.language <> 'en'
)

SELECT
    language,
    reason,
    count(*) FILTER (is_first) AS segments,
    count(DISTINCT url) AS articles,
    (sum(characters) FILTER (is_first))::BIGINT AS characters
FROM missing
GROUP BY language, reason
ORDER BY characters DESC, language, reason;
