-- Pairs of texts whose sketches share enough shingles. One that very many texts hold would pair them all: there the
-- first few stand for the others, and relate to each of them.
INSERT INTO core.candidates
WITH texts AS (
    SELECT row_number() OVER (ORDER BY evidence_sha256)::INTEGER AS id, evidence_sha256, sketch
    FROM core.signatures
    WHERE method = $method AND evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
),

postings AS (
    SELECT
        shingle,
        id,
        count(*) OVER (PARTITION BY shingle) AS texts,
        row_number() OVER (PARTITION BY shingle ORDER BY id) AS place
    FROM (SELECT unnest(sketch) AS shingle, id FROM texts)
    QUALIFY texts > 1
),

shared AS (
    SELECT one.id AS id, other.id AS of_id
    FROM postings AS one
    JOIN postings AS other ON other.shingle = one.shingle AND other.id > one.id
    WHERE one.texts <= $most_texts OR one.place <= $stand_for_all
    GROUP BY one.id, other.id
    HAVING count(*) >= $least_shingles
)

SELECT one.evidence_sha256, other.evidence_sha256, 'words' AS found_by
FROM shared
JOIN texts AS one ON one.id = shared.id
JOIN texts AS other ON other.id = shared.of_id
