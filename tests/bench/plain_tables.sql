-- Tables for the rows of readings and nothing else: what loading them costs at least.
SET checkpoint_threshold = '1GB';

CREATE TABLE articles (
    url VARCHAR PRIMARY KEY,
    outlet VARCHAR,
    language VARCHAR,
    language_confidence DOUBLE,
    title VARCHAR,
    text_sha256 VARCHAR,
    words INTEGER,
    authors VARCHAR[],
    published TIMESTAMP,
    published_from TIMESTAMP,
    published_until TIMESTAMP,
    published_precision VARCHAR,
    published_text VARCHAR,
    credit VARCHAR,
    canonical VARCHAR,
    links_out VARCHAR[],
    relevance_names VARCHAR[],
    flags VARCHAR[],
    rights VARCHAR[],
    shareable VARCHAR,
    extractor VARCHAR,
    agreement DOUBLE,
    warc VARCHAR,
    warc_offset BIGINT,
    found_at TIMESTAMP
);

CREATE TABLE texts (
    text_sha256 VARCHAR PRIMARY KEY,
    body VARCHAR NOT NULL USING COMPRESSION zstd
);

CREATE TABLE segments (
    text_sha256 VARCHAR,
    position INTEGER,
    segment_sha256 VARCHAR,
    paragraph INTEGER,
    quoted BOOLEAN,
    original VARCHAR USING COMPRESSION zstd,
    PRIMARY KEY (text_sha256, position)
);
