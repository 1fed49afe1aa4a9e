-- What is known of how texts relate, and what follows from it for articles. Evidence is a text without its outlet's
-- boilerplate; everything here that is keyed by it stays true for ever, the tables of articles are rebuilt every run.
CREATE TABLE core.signatures (
    evidence_sha256 VARCHAR,
    method VARCHAR,
    sketch UBIGINT[] NOT NULL,
    PRIMARY KEY (evidence_sha256, method)
);
COMMENT ON TABLE core.signatures IS 'One row per evidence text: what finds the texts that share words with it.';
COMMENT ON COLUMN core.signatures.evidence_sha256 IS 'The text, see core.texts.';
COMMENT ON COLUMN core.signatures.method IS 'Version of the sketch.';
COMMENT ON COLUMN core.signatures.sketch IS 'The smallest quarter of the hashes of its word shingles; empty for texts too short to relate.';

CREATE TABLE core.vectors (
    evidence_sha256 VARCHAR,
    method VARCHAR,
    language VARCHAR NOT NULL,
    sentences INTEGER NOT NULL,
    sample BLOB NOT NULL,
    whole BLOB,
    screened BOOLEAN NOT NULL DEFAULT false,
    PRIMARY KEY (evidence_sha256, method)
);
COMMENT ON TABLE core.vectors IS 'One row per evidence text that the sentence encoder can read, itself or in English.';
COMMENT ON COLUMN core.vectors.evidence_sha256 IS 'The text, see core.texts.';
COMMENT ON COLUMN core.vectors.method IS 'Version of the encoder and of the rules that use it.';
COMMENT ON COLUMN core.vectors.language IS 'BCP-47 tag of the text.';
COMMENT ON COLUMN core.vectors.sentences IS 'Sentences of what was read.';
COMMENT ON COLUMN core.vectors.sample IS 'Vectors of the sampled sentences, half precision, 1,024 bytes each: they find candidates.';
COMMENT ON COLUMN core.vectors.whole IS 'Vectors of all sentences; null until a candidate needs them.';
COMMENT ON COLUMN core.vectors.screened IS 'Whether it was held against all texts in other languages.';

CREATE TABLE core.candidates (
    evidence_sha256 VARCHAR,
    of_evidence_sha256 VARCHAR,
    found_by VARCHAR CHECK (found_by IN ('words', 'meaning')),
    PRIMARY KEY (evidence_sha256, of_evidence_sha256, found_by),
    CHECK (evidence_sha256 < of_evidence_sha256)
);
COMMENT ON TABLE core.candidates IS 'One row per pair of evidence texts that is worth judging, and way it was found.';
COMMENT ON COLUMN core.candidates.evidence_sha256 IS 'The text with the smaller hash.';
COMMENT ON COLUMN core.candidates.of_evidence_sha256 IS 'The other one.';
COMMENT ON COLUMN core.candidates.found_by IS 'words: sketches overlap; meaning: sentences in two languages lie close together.';

CREATE TABLE core.capped (
    what VARCHAR PRIMARY KEY,
    items BIGINT NOT NULL
);
COMMENT ON TABLE core.capped IS 'One row per limit that the last run met while it looked for pairs.';
COMMENT ON COLUMN core.capped.what IS 'shingles: held by so many texts that only the first few stand for all; same_text: articles beyond the fiftieth with one and the same text.';
COMMENT ON COLUMN core.capped.items IS 'How many there were.';

CREATE TABLE core.relations (
    evidence_sha256 VARCHAR,
    of_evidence_sha256 VARCHAR,
    method_version VARCHAR,
    kind VARCHAR CHECK (
        kind IN ('exact_copy', 'near_copy', 'excerpt', 'translated_copy', 'translated_excerpt', 'shares_quotation')
    ),
    score DOUBLE,
    text_share DOUBLE,
    of_text_share DOUBLE,
    evidence VARCHAR,
    PRIMARY KEY (evidence_sha256, of_evidence_sha256, method_version),
    CHECK (evidence_sha256 < of_evidence_sha256)
);
COMMENT ON TABLE core.relations IS 'One row per pair of evidence texts that was judged. Says nothing of who had it first.';
COMMENT ON COLUMN core.relations.evidence_sha256 IS 'The text with the smaller hash.';
COMMENT ON COLUMN core.relations.of_evidence_sha256 IS 'The other one.';
COMMENT ON COLUMN core.relations.method_version IS 'Version of the rules that judged.';
COMMENT ON COLUMN core.relations.kind IS 'What they have in common; null for nothing to speak of. shares_quotation is no copy.';
COMMENT ON COLUMN core.relations.score IS 'From 0 to 1, of the rule that decided; not comparable between kinds.';
COMMENT ON COLUMN core.relations.text_share IS 'Share of the first text''s own characters, outside quotations, that stands in the other.';
COMMENT ON COLUMN core.relations.of_text_share IS 'The same of the other text.';
COMMENT ON COLUMN core.relations.evidence IS 'JSON: the rule and the numbers behind it; lists hold the first text''s number first.';

CREATE TABLE core.pairs (
    url VARCHAR,
    of_url VARCHAR,
    kind VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    text_share DOUBLE NOT NULL,
    of_text_share DOUBLE NOT NULL,
    direction VARCHAR NOT NULL CHECK (direction IN ('known', 'unknown')),
    cue VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (url, of_url)
);
COMMENT ON TABLE core.pairs IS 'One row per pair of articles whose texts relate. Rebuilt every run.';
COMMENT ON COLUMN core.pairs.url IS 'The article that retells, where the direction is known; else the one with the smaller address.';
COMMENT ON COLUMN core.pairs.of_url IS 'The article that is retold; else the other one.';
COMMENT ON COLUMN core.pairs.kind IS 'exact_copy, near_copy, excerpt, translated_copy, translated_excerpt, or shares_quotation, which is no copy.';
COMMENT ON COLUMN core.pairs.score IS 'From 0 to 1, of the rule that decided; not comparable between kinds.';
COMMENT ON COLUMN core.pairs.text_share IS 'Share of the own characters of url, outside quotations, that stands in of_url.';
COMMENT ON COLUMN core.pairs.of_text_share IS 'The same of of_url.';
COMMENT ON COLUMN core.pairs.direction IS 'known: url retells of_url; unknown: nobody can tell.';
COMMENT ON COLUMN core.pairs.cue IS 'What tells the direction: credit, canonical, link, translated_from, date, part, patchwork, lost_form, date_and_text; or why nobody can.';
COMMENT ON COLUMN core.pairs.confidence IS 'From 0 to 1, how often this cue is right; 0 where the direction is unknown.';
COMMENT ON COLUMN core.pairs.evidence IS 'JSON: the rule and the numbers behind the relation.';

CREATE TABLE core.tellings (
    url VARCHAR PRIMARY KEY,
    telling VARCHAR NOT NULL,
    is_original BOOLEAN NOT NULL,
    of_url VARCHAR,
    presumed_retelling BOOLEAN NOT NULL,
    presumed_evidence VARCHAR
);
COMMENT ON TABLE core.tellings IS 'One row per article: the telling it belongs to. Rebuilt every run.';
COMMENT ON COLUMN core.tellings.url IS 'The article.';
COMMENT ON COLUMN core.tellings.telling IS 'Address of the original; of the first article by address where the original is not in the dataset.';
COMMENT ON COLUMN core.tellings.is_original IS 'Whether the others of the telling come from it; false for all of them where the original is unseen.';
COMMENT ON COLUMN core.tellings.of_url IS 'Its nearest source, which gave six tenths of its text or more; null where none is known.';
COMMENT ON COLUMN core.tellings.presumed_retelling IS 'Whether it bears marks of a source that is not in the dataset.';
COMMENT ON COLUMN core.tellings.presumed_evidence IS 'Those marks, as the page has them; null without any.';
