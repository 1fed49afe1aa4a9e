-- What holds a line that has become boilerplate, or is none any more, is cleaned again. staged: outlet, key; all lines
-- of the outlets looked at, and a null for each.
CREATE OR REPLACE TEMP TABLE changed AS
(
    SELECT outlet, key FROM staged WHERE key IS NOT NULL
    EXCEPT
    SELECT outlet, key FROM meta.boilerplate
)
UNION ALL
(
    SELECT outlet, key FROM meta.boilerplate WHERE outlet IN (SELECT outlet FROM staged)
    EXCEPT
    SELECT outlet, key FROM staged
);

CREATE OR REPLACE TEMP TABLE unclean AS
SELECT DISTINCT texts.url, texts.text_sha256
FROM (
    SELECT wordings.url, wordings.outlet, wordings.text_sha256, unnest(lines.keys) AS key
    FROM core.wordings AS wordings
    JOIN meta.lines AS lines USING (text_sha256)
    WHERE wordings.evidence_sha256 IS NOT NULL AND wordings.outlet IN (SELECT outlet FROM changed)
) AS texts
SEMI JOIN changed ON changed.outlet = texts.outlet AND changed.key = texts.key;

UPDATE core.articles SET evidence_sha256 = NULL
FROM unclean WHERE articles.url = unclean.url AND articles.text_sha256 = unclean.text_sha256;

UPDATE core.versions SET evidence_sha256 = NULL
FROM unclean WHERE versions.url = unclean.url AND versions.text_sha256 = unclean.text_sha256;

DELETE FROM meta.boilerplate AS boilerplate
USING changed WHERE boilerplate.outlet = changed.outlet AND boilerplate.key = changed.key;

INSERT INTO meta.boilerplate
SELECT outlet, key FROM changed SEMI JOIN staged USING (outlet, key);

DROP TABLE changed;

DROP TABLE unclean;
