-- What is not as it was when pairs and tellings were last made is to be made again, and all that hangs together with
-- it: articles by a text they both have or had, texts by their relations. The rest stays in meta.related.
CREATE OR REPLACE TEMP TABLE touched AS
WITH RECURSIVE
ends AS (
    SELECT hash(relations.evidence_sha256) AS here, hash(relations.of_evidence_sha256) AS there
    FROM core.relations AS relations
    SEMI JOIN core.candidates AS candidates
        ON
            candidates.evidence_sha256 = relations.evidence_sha256
            AND candidates.of_evidence_sha256 = relations.of_evidence_sha256
    WHERE relations.kind IS NOT NULL
    UNION ALL
    -- A text too short to relate joins nobody.
    SELECT hash(url, 'url'), hash(evidence_sha256) FROM states
    WHERE evidence_sha256 IN (SELECT evidence_sha256 FROM core.signatures WHERE len(sketch) > 0)
),

edges AS (
    SELECT here, there FROM ends
    UNION ALL
    SELECT there, here FROM ends
),

changed AS (
    SELECT url, evidence_sha256
    FROM states
    FULL JOIN meta.related AS related USING (url, evidence_sha256)
    WHERE states.state IS DISTINCT FROM related.state
),

reached AS (
    SELECT hash(url, 'url') AS node FROM changed
    UNION
    SELECT hash(evidence_sha256) FROM changed
    UNION
    SELECT edges.there FROM reached JOIN edges ON edges.here = reached.node
)

SELECT url FROM states WHERE hash(url, 'url') IN (SELECT node FROM reached);

DELETE FROM meta.related
WHERE url IN (SELECT url FROM touched) OR url NOT IN (SELECT url FROM states);

DROP TABLE touched;
