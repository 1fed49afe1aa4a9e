-- What earlier runs have done already, so that a run costs what is new in it. Nothing here says anything of an article;
-- without a row of these tables all of it is done again, with the same result.
CREATE TABLE meta.related (
    url VARCHAR,
    evidence_sha256 VARCHAR,
    state UBIGINT
);
COMMENT ON TABLE meta.related IS 'One row per article and evidence text whose pairs and telling are up to date. Run clock.';
COMMENT ON COLUMN meta.related.url IS 'The article.';
COMMENT ON COLUMN meta.related.evidence_sha256 IS 'A text that it has or had.';
COMMENT ON COLUMN meta.related.state IS 'Hash of all that its pairs and its telling were made of: what the article says of itself, and how this text relates to others.';

CREATE TABLE meta.lines (
    text_sha256 VARCHAR PRIMARY KEY,
    keys UBIGINT[] NOT NULL,
    chars INTEGER[] NOT NULL
);
COMMENT ON TABLE meta.lines IS 'One row per text as it was read: its lines, by which boilerplate is found.';
COMMENT ON COLUMN meta.lines.text_sha256 IS 'The text, see core.texts.';
COMMENT ON COLUMN meta.lines.keys IS 'Hash of each distinct line, whatever its spaces and capitals.';
COMMENT ON COLUMN meta.lines.chars IS 'Length of each of them.';

CREATE TABLE meta.boilerplate (
    outlet VARCHAR,
    key UBIGINT,
    PRIMARY KEY (outlet, key)
);
COMMENT ON TABLE meta.boilerplate IS 'One row per line that texts of an outlet share without being versions of one another.';
COMMENT ON COLUMN meta.boilerplate.outlet IS 'The outlet.';
COMMENT ON COLUMN meta.boilerplate.key IS 'The line, see meta.lines.';

-- Which lines the evidence of these lacks was not recorded: it is set anew, to the same.
UPDATE core.articles SET evidence_sha256 = NULL;

UPDATE core.versions SET evidence_sha256 = NULL;

CREATE TABLE meta.compared (
    evidence_sha256 VARCHAR,
    method VARCHAR
);
COMMENT ON TABLE meta.compared IS 'One row per evidence text whose pairs with all others stand in core.candidates, as far as they share words.';
COMMENT ON COLUMN meta.compared.evidence_sha256 IS 'The text, see core.signatures.';
COMMENT ON COLUMN meta.compared.method IS 'Version of the sketch.';

CREATE TABLE meta.crowded (
    url VARCHAR
);
COMMENT ON TABLE meta.crowded IS 'One row per article in a family of so many texts that their changes are not compared.';
COMMENT ON COLUMN meta.crowded.url IS 'The article.';

CREATE TABLE meta.frequent (
    shingle UBIGINT
);
COMMENT ON TABLE meta.frequent IS 'One row per shingle that so many texts hold that the first few stand for all.';
COMMENT ON COLUMN meta.frequent.shingle IS 'The shingle, as in core.signatures.';
