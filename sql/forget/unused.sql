-- Words that no article has or had any more, and all that was made of them. Of a text that others have, too, nothing
-- goes.
CREATE OR REPLACE TEMP TABLE used AS
SELECT text_sha256 FROM core.articles
UNION
SELECT evidence_sha256 FROM core.articles WHERE evidence_sha256 IS NOT NULL
UNION
SELECT text_sha256 FROM core.versions
UNION
SELECT evidence_sha256 FROM core.versions WHERE evidence_sha256 IS NOT NULL;

CREATE OR REPLACE TEMP TABLE headlines AS
SELECT sha256(title) AS text_sha256 FROM core.articles
UNION
SELECT sha256(title) FROM core.versions;

DELETE FROM core.texts WHERE text_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM core.segments
WHERE text_sha256 NOT IN (SELECT text_sha256 FROM used) AND text_sha256 NOT IN (SELECT text_sha256 FROM headlines);

CREATE OR REPLACE TEMP TABLE said AS
SELECT segment_sha256 FROM core.segments
UNION
SELECT text_sha256 FROM headlines;

DELETE FROM core.translations WHERE segment_sha256 NOT IN (SELECT segment_sha256 FROM said);

DELETE FROM core.untranslated WHERE segment_sha256 NOT IN (SELECT segment_sha256 FROM said);

DELETE FROM core.terms WHERE segment_sha256 NOT IN (SELECT segment_sha256 FROM said);

DELETE FROM core.signatures WHERE evidence_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM core.vectors WHERE evidence_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM core.candidates
WHERE evidence_sha256 NOT IN (SELECT text_sha256 FROM used) OR of_evidence_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM core.relations
WHERE evidence_sha256 NOT IN (SELECT text_sha256 FROM used) OR of_evidence_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM core.differences
WHERE text_sha256 NOT IN (SELECT text_sha256 FROM used) OR of_text_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM meta.lines WHERE text_sha256 NOT IN (SELECT text_sha256 FROM used);

DELETE FROM meta.compared WHERE evidence_sha256 NOT IN (SELECT text_sha256 FROM used);

DROP TABLE said;

DROP TABLE headlines;

DROP TABLE used;
