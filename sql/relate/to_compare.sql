-- Texts that have come or gone, and those that are paired otherwise by it: of a shingle on very many texts the first
-- few stand for all, and these may be others now.
CREATE OR REPLACE TEMP TABLE to_compare AS
WITH affected AS (
    SELECT DISTINCT shingle FROM held_shingles
    WHERE was_there <> is_there AND (SELECT bool_or(was_there) FROM sketched)
),

held AS (
    SELECT shingle, id, was_there, is_there
    FROM held_shingles
    SEMI JOIN affected USING (shingle)
),

frequent AS (
    SELECT
        shingle,
        count(*) FILTER (WHERE was_there) > $most_texts AS was_frequent,
        count(*) FILTER (WHERE is_there) > $most_texts AS is_frequent
    FROM held
    GROUP BY shingle
    HAVING was_frequent OR is_frequent
),

placed AS (
    SELECT
        held.*,
        CASE WHEN was_frequent THEN sum(was_there::INTEGER) OVER earlier <= $stand_for_all END AS stood,
        CASE WHEN is_frequent THEN sum(is_there::INTEGER) OVER earlier <= $stand_for_all END AS stands
    FROM held
    JOIN frequent USING (shingle)
    WINDOW earlier AS (PARTITION BY shingle ORDER BY id)
)

SELECT id FROM sketched WHERE was_there <> is_there
UNION
SELECT id FROM placed WHERE was_there AND is_there AND stood IS DISTINCT FROM stands
