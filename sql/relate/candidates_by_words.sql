-- Pairs of texts whose sketches share enough shingles, one of them at least to be compared. A shingle that very many
-- texts hold would pair them all: there the first few stand for the others, and relate to each of them.
INSERT INTO core.candidates
WITH affected AS (
    SELECT DISTINCT shingle FROM held_shingles SEMI JOIN to_compare USING (id) WHERE is_there
),

held AS (
    SELECT shingle, id
    FROM held_shingles
    SEMI JOIN affected USING (shingle)
    WHERE is_there
),

repeated AS (SELECT shingle, count(*) AS texts FROM held GROUP BY shingle HAVING count(*) > 1),

postings AS (
    SELECT
        shingle,
        id,
        id IN (SELECT id FROM to_compare) AS compared,
        texts <= $most_texts OR row_number() OVER (PARTITION BY shingle ORDER BY id) <= $stand_for_all AS stands
    FROM held
    JOIN repeated USING (shingle)
),

shared AS (
    SELECT one.id AS id, other.id AS of_id
    FROM postings AS one
    JOIN postings AS other ON other.shingle = one.shingle AND other.id > one.id
    WHERE one.stands AND (one.compared OR other.compared)
    GROUP BY one.id, other.id
    HAVING count(*) >= $least_shingles
)

SELECT one.evidence_sha256, other.evidence_sha256, 'words' AS found_by
FROM shared
JOIN sketched AS one ON one.id = shared.id
JOIN sketched AS other ON other.id = shared.of_id
