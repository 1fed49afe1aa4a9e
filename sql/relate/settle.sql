-- Pairs that show another direction, or another kind, in company. staged: url, of_url, kind, direction, cue,
-- confidence, turned.
UPDATE core.pairs AS pairs
SET kind = staged.kind, direction = staged.direction, cue = staged.cue, confidence = staged.confidence
FROM staged WHERE NOT staged.turned AND pairs.url = staged.url AND pairs.of_url = staged.of_url;

CREATE OR REPLACE TEMP TABLE turned AS
SELECT
    staged.url, staged.of_url, pairs.kind, pairs.score, pairs.of_text_share AS text_share,
    pairs.text_share AS of_text_share, staged.direction, staged.cue, staged.confidence,
    -- Lists of two hold a number of either side, that of url first.
    (
        SELECT
            json_group_object(
                key, CASE WHEN json_type(value) = 'ARRAY' THEN to_json(list_reverse(value::JSON[])) ELSE value END
            )
        FROM json_each(pairs.evidence)
    )::VARCHAR AS evidence
FROM core.pairs AS pairs
JOIN staged ON staged.turned AND staged.of_url = pairs.url AND staged.url = pairs.of_url;

DELETE FROM core.pairs USING turned WHERE pairs.url = turned.of_url AND pairs.of_url = turned.url;

INSERT INTO core.pairs BY NAME FROM turned;

DROP TABLE turned;
