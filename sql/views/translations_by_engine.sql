-- Who made the English readings, and how much of them is in doubt?
CREATE OR REPLACE VIEW main.translations_by_engine AS
WITH made AS (
    SELECT
        engine,
        engine_version,
        source,
        count(DISTINCT segment_sha256) AS segments,
        count(*) AS translations,
        count(*) FILTER (len(list_filter(flags, LAMBDA flag: flag <> 'gist')) > 0) AS flagged,
        bool_or(list_contains(flags, 'gist')) AS gist,
        min(translated_at) AS first_used,
        max(translated_at) AS last_used
    FROM core.translations
    WHERE target = 'en' AND engine <> 'none'
    GROUP BY engine, engine_version, source
),

flags AS (
    SELECT engine, engine_version, source, map_from_entries(list((flag, items) ORDER BY flag)) AS items
    FROM (
        SELECT engine, engine_version, source, flag, count(*) AS items
        FROM (
            SELECT engine, engine_version, source, unnest(flags) AS flag
            FROM core.translations WHERE target = 'en' AND engine <> 'none'
        )
        WHERE flag <> 'gist'
        GROUP BY engine, engine_version, source, flag
    )
    GROUP BY engine, engine_version, source
),

standing AS (
    SELECT
        standing.engine,
        standing.engine_version,
        standing.source,
        count(DISTINCT sentences.segment_sha256) AS segments,
        count(DISTINCT sentences.url) AS articles
    FROM core.sentences AS sentences
    SEMI JOIN core.edited AS articles ON articles.url = sentences.url
    JOIN core.standing AS standing
        ON standing.segment_sha256 = sentences.segment_sha256 AND standing.source = sentences.language
    GROUP BY standing.engine, standing.engine_version, standing.source
)

SELECT
    made.engine,
    made.engine_version,
    made.source AS language,
    made.segments,
    coalesce(standing.segments, 0) AS standing,
    coalesce(standing.articles, 0) AS articles,
    round(made.flagged / made.translations, 4) AS flagged,
    map_from_entries(list_transform(
        map_entries(coalesce(flags.items, map()::MAP (VARCHAR, BIGINT))),
        LAMBDA entry: (entry.key, round(entry.value / made.translations, 4))
    )) AS flags,
    made.gist,
    made.first_used,
    made.last_used
FROM made
LEFT JOIN flags
    ON flags.engine = made.engine AND flags.engine_version = made.engine_version AND flags.source = made.source
LEFT JOIN standing
    ON
        standing.engine = made.engine AND standing.engine_version = made.engine_version
        AND standing.source = made.source
ORDER BY made.segments DESC, made.engine, made.engine_version, made.source;
