-- What is known of every link, page, article, text and translation. Text is immutable and keyed by its hash; what
-- changes is small. No foreign keys (they are checked too eagerly in DuckDB): sql/checks/ holds a query per promise.
CREATE SCHEMA IF NOT EXISTS core;

CREATE TABLE core.links (
    url VARCHAR PRIMARY KEY,
    title_hint VARCHAR,
    published_hint TIMESTAMP,
    outcome VARCHAR NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('article', 'alias', 'dropped', 'waiting')),
    stage VARCHAR NOT NULL DEFAULT 'discover',
    reason VARCHAR NOT NULL DEFAULT 'not_scraped',
    detail VARCHAR NOT NULL DEFAULT '',
    alias_of VARCHAR,
    retry_at TIMESTAMP,
    CHECK ((outcome = 'alias') = (alias_of IS NOT NULL))
);
COMMENT ON TABLE core.links IS 'One row per address that was ever pointed at; each has exactly one outcome.';
COMMENT ON COLUMN core.links.url IS 'Cleaned address: lower-case host, no tracking parameters, no fragment.';
COMMENT ON COLUMN core.links.title_hint IS 'Headline as the source that found the link gave it; null when it gave none.';
COMMENT ON COLUMN core.links.published_hint IS 'UTC moment that the source gave for the article; never used as its date of publication.';
COMMENT ON COLUMN core.links.outcome IS 'article, alias (another address of an article), dropped, or waiting.';
COMMENT ON COLUMN core.links.stage IS 'Stage that set the outcome: discover, scrape, extract.';
COMMENT ON COLUMN core.links.reason IS 'Short word for why the link is where it is, such as off_topic or http_404; empty for articles.';
COMMENT ON COLUMN core.links.detail IS 'What exactly was seen, for a person to read.';
COMMENT ON COLUMN core.links.alias_of IS 'The article address that this one leads to; set for aliases only.';
COMMENT ON COLUMN core.links.retry_at IS 'UTC moment from which a waiting link may be asked for again; null when at once or never. Run clock.';

CREATE TABLE core.sightings (
    url VARCHAR,
    source VARCHAR,
    found_at TIMESTAMP NOT NULL,
    PRIMARY KEY (url, source)
);
COMMENT ON TABLE core.sightings IS 'One row per link and source that pointed at it: the provenance of discovery.';
COMMENT ON COLUMN core.sightings.url IS 'The link, see core.links.';
COMMENT ON COLUMN core.sightings.source IS 'Kind of source: urls, feeds, sitemaps, files, or redirect and canonical for addresses met on the way.';
COMMENT ON COLUMN core.sightings.found_at IS 'UTC moment of the first sighting by this source. Run clock.';

CREATE TABLE core.visits (
    url VARCHAR,
    fetched_at TIMESTAMP,
    purpose VARCHAR NOT NULL DEFAULT 'scrape',
    final_url VARCHAR NOT NULL,
    status INTEGER,
    content_type VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    duration_s DOUBLE NOT NULL,
    rights VARCHAR[] NOT NULL,
    reason VARCHAR,
    detail VARCHAR NOT NULL,
    retry_after_s DOUBLE,
    warc VARCHAR,
    warc_offset BIGINT,
    body_sha256 VARCHAR,
    body_bytes BIGINT NOT NULL,
    PRIMARY KEY (url, fetched_at)
);
COMMENT ON TABLE core.visits IS 'One row per finished request, feeds, sitemaps and robots.txt included, as the archive tells it.';
COMMENT ON COLUMN core.visits.url IS 'The address that was asked for.';
COMMENT ON COLUMN core.visits.fetched_at IS 'UTC moment when the answer was complete. Run clock.';
COMMENT ON COLUMN core.visits.purpose IS 'scrape for articles, discover for feeds and sitemaps, robots for robots.txt.';
COMMENT ON COLUMN core.visits.final_url IS 'Where redirects led; the address itself when there was none.';
COMMENT ON COLUMN core.visits.status IS 'HTTP status of the last answer; null when there was no answer, or for local files.';
COMMENT ON COLUMN core.visits.content_type IS 'The Content-Type header with its parameters; empty when absent.';
COMMENT ON COLUMN core.visits.etag IS 'The ETag header, sent back with the next request; null when absent.';
COMMENT ON COLUMN core.visits.last_modified IS 'The Last-Modified header as sent; null when absent.';
COMMENT ON COLUMN core.visits.duration_s IS 'Seconds from the first byte sent to the last byte read. Run clock.';
COMMENT ON COLUMN core.visits.rights IS 'Headers that speak of rights, such as X-Robots-Tag and tdm-reservation, as "name: value".';
COMMENT ON COLUMN core.visits.reason IS 'Why the visit gave no usable body; null when it did.';
COMMENT ON COLUMN core.visits.detail IS 'What exactly was seen.';
COMMENT ON COLUMN core.visits.retry_after_s IS 'Seconds to wait before asking again; null: never again for the same reason.';
COMMENT ON COLUMN core.visits.warc IS 'File in archive/ that holds request and answer; null when nothing was archived.';
COMMENT ON COLUMN core.visits.warc_offset IS 'Byte offset of the answer''s record in that file.';
COMMENT ON COLUMN core.visits.body_sha256 IS 'SHA-256 of the decoded body; null when there was none.';
COMMENT ON COLUMN core.visits.body_bytes IS 'Length of the decoded body.';

CREATE TABLE core.articles (
    url VARCHAR PRIMARY KEY,
    page_url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    language_confidence DOUBLE NOT NULL,
    title VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    evidence_sha256 VARCHAR,
    words INTEGER NOT NULL,
    authors VARCHAR[] NOT NULL,
    published TIMESTAMP,
    published_from TIMESTAMP,
    published_until TIMESTAMP,
    published_precision VARCHAR NOT NULL CHECK (published_precision IN ('second', 'minute', 'day', 'unknown')),
    published_text VARCHAR,
    credit VARCHAR,
    canonical VARCHAR,
    links_out VARCHAR[] NOT NULL,
    relevance INTEGER NOT NULL,
    relevance_names VARCHAR[] NOT NULL,
    flags VARCHAR[] NOT NULL,
    warc VARCHAR,
    warc_offset BIGINT,
    found_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.articles IS 'One row per article: what is told under one believed canonical address.';
COMMENT ON COLUMN core.articles.url IS 'The believed canonical address, the key everywhere.';
COMMENT ON COLUMN core.articles.page_url IS 'The address that the text was read from; differs from url when only an alias was reachable.';
COMMENT ON COLUMN core.articles.outlet IS 'Outlet, see core.outlets.';
COMMENT ON COLUMN core.articles.language IS 'BCP-47 tag of the text itself, by vote of three detectors; und when nobody can tell.';
COMMENT ON COLUMN core.articles.language_confidence IS 'From 0 to 1; 0 goes with und.';
COMMENT ON COLUMN core.articles.title IS 'Headline without the outlet''s own suffix.';
COMMENT ON COLUMN core.articles.text_sha256 IS 'The current text, see core.texts.';
COMMENT ON COLUMN core.articles.evidence_sha256 IS 'The text without lines that several pages of the outlet share: what relations are judged on. Null before the deduplicate stage.';
COMMENT ON COLUMN core.articles.words IS 'Words of the text; Chinese, Japanese and Thai count by character.';
COMMENT ON COLUMN core.articles.authors IS 'People named in the byline, in its order; empty when none is named.';
COMMENT ON COLUMN core.articles.published IS 'UTC moment that the page states, 00:00 of the stated day where it states no more (see published_precision); null without a date.';
COMMENT ON COLUMN core.articles.published_from IS 'Earliest UTC moment that the page''s own date allows; null without a date.';
COMMENT ON COLUMN core.articles.published_until IS 'Latest UTC moment that the page''s own date allows; a day without zone spans −14 to +12 hours around it.';
COMMENT ON COLUMN core.articles.published_precision IS 'How exact the page''s date is: second, minute, day, unknown.';
COMMENT ON COLUMN core.articles.published_text IS 'The date as the page states it, ISO 8601; null without one.';
COMMENT ON COLUMN core.articles.credit IS 'The line that credits a source, an agency or a translation; null when there is none.';
COMMENT ON COLUMN core.articles.canonical IS 'rel=canonical as the page states it, believed or not.';
COMMENT ON COLUMN core.articles.links_out IS 'Addresses that the body links to, in their order.';
COMMENT ON COLUMN core.articles.relevance IS 'Distinct names of the incident found in title and text.';
COMMENT ON COLUMN core.articles.relevance_names IS 'Those names, as the incident file spells them.';
COMMENT ON COLUMN core.articles.flags IS 'Doubts about the reading, such as extraction_suspect or date_disagrees.';
COMMENT ON COLUMN core.articles.warc IS 'File in archive/ that holds the page.';
COMMENT ON COLUMN core.articles.warc_offset IS 'Byte offset of the page''s record in that file.';
COMMENT ON COLUMN core.articles.found_at IS 'UTC moment of the visit that first gave the article. Run clock.';

CREATE TABLE core.versions (
    url VARCHAR,
    text_sha256 VARCHAR,
    title VARCHAR NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    extractor VARCHAR NOT NULL,
    agreement DOUBLE,
    PRIMARY KEY (url, text_sha256)
);
COMMENT ON TABLE core.versions IS 'One row per article and distinct text: what it said over time.';
COMMENT ON COLUMN core.versions.url IS 'The article.';
COMMENT ON COLUMN core.versions.text_sha256 IS 'The text, see core.texts.';
COMMENT ON COLUMN core.versions.title IS 'Headline that went with this text.';
COMMENT ON COLUMN core.versions.seen_at IS 'UTC moment when this text was first seen. Run clock.';
COMMENT ON COLUMN core.versions.extractor IS 'Extractor whose reading was taken.';
COMMENT ON COLUMN core.versions.agreement IS 'F1 of word shingles between two extractors, 0 to 1; under .8 is suspect; null when only one ran.';

CREATE TABLE core.texts (
    text_sha256 VARCHAR PRIMARY KEY,
    body VARCHAR NOT NULL USING COMPRESSION zstd
);
COMMENT ON TABLE core.texts IS 'One row per distinct text, never changed; cleaned evidence texts lie here too.';
COMMENT ON COLUMN core.texts.text_sha256 IS 'SHA-256 of the body in UTF-8, hexadecimal.';
COMMENT ON COLUMN core.texts.body IS 'The text; paragraphs parted by one newline.';

CREATE TABLE core.segments (
    text_sha256 VARCHAR,
    position INTEGER,
    segment_sha256 VARCHAR NOT NULL,
    paragraph INTEGER NOT NULL,
    quoted BOOLEAN NOT NULL,
    original VARCHAR NOT NULL USING COMPRESSION zstd,
    PRIMARY KEY (text_sha256, position)
);
COMMENT ON TABLE core.segments IS 'One row per sentence of a text, the unit of translation; a headline is the one segment of a text of its own.';
COMMENT ON COLUMN core.segments.text_sha256 IS 'The text that the sentence belongs to.';
COMMENT ON COLUMN core.segments.position IS 'Place within the text, from 0.';
COMMENT ON COLUMN core.segments.segment_sha256 IS 'SHA-256 of the sentence: the key of its translations.';
COMMENT ON COLUMN core.segments.paragraph IS 'Paragraph within the text, from 0.';
COMMENT ON COLUMN core.segments.quoted IS 'Whether the whole sentence stands inside quotation marks.';
COMMENT ON COLUMN core.segments.original IS 'The sentence as written.';

CREATE TABLE core.translations (
    segment_sha256 VARCHAR,
    source VARCHAR,
    target VARCHAR,
    engine VARCHAR,
    engine_version VARCHAR,
    glossary_version VARCHAR,
    text VARCHAR NOT NULL USING COMPRESSION zstd,
    flags VARCHAR[] NOT NULL,
    translated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (segment_sha256, source, target, engine, engine_version, glossary_version)
);
COMMENT ON TABLE core.translations IS 'One row per sentence and engine: the translation memory. Rows are added, never changed.';
COMMENT ON COLUMN core.translations.segment_sha256 IS 'The sentence, see core.segments.';
COMMENT ON COLUMN core.translations.source IS 'Language translated from, BCP-47.';
COMMENT ON COLUMN core.translations.target IS 'Language translated into: en.';
COMMENT ON COLUMN core.translations.engine IS 'Engine that made it; none when the sentence holds nothing to translate.';
COMMENT ON COLUMN core.translations.engine_version IS 'Version and route of the engine.';
COMMENT ON COLUMN core.translations.glossary_version IS 'Hash of the protected names and terms it was made with; empty without any.';
COMMENT ON COLUMN core.translations.text IS 'The translation.';
COMMENT ON COLUMN core.translations.flags IS 'Doubts that a check raised, such as numbers_differ.';
COMMENT ON COLUMN core.translations.translated_at IS 'UTC moment of the engine''s answer. Run clock.';

CREATE TABLE core.outlets (
    outlet VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    country VARCHAR
);
COMMENT ON TABLE core.outlets IS 'One row per outlet that has an article.';
COMMENT ON COLUMN core.outlets.outlet IS 'Registered domain, or local for files without an address.';
COMMENT ON COLUMN core.outlets.name IS 'Name as the outlet writes it on most of its pages.';
COMMENT ON COLUMN core.outlets.country IS 'ISO 3166-1 alpha-2 code of where it is made; null when nothing tells.';

CREATE TABLE core.runs (
    run_id VARCHAR PRIMARY KEY,
    incident VARCHAR NOT NULL,
    code_version VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    state VARCHAR NOT NULL CHECK (state IN ('running', 'done', 'failed'))
);
COMMENT ON TABLE core.runs IS 'One row per run of the flow: the run clock.';
COMMENT ON COLUMN core.runs.run_id IS 'Random identifier. Run clock.';
COMMENT ON COLUMN core.runs.incident IS 'Slug of the incident.';
COMMENT ON COLUMN core.runs.code_version IS 'Version of Retold that ran.';
COMMENT ON COLUMN core.runs.started_at IS 'UTC. Run clock.';
COMMENT ON COLUMN core.runs.finished_at IS 'UTC; null while running or when killed. Run clock.';
COMMENT ON COLUMN core.runs.state IS 'running, done or failed; a killed run stays running until the next one ends.';

CREATE TABLE core.drops (
    url VARCHAR,
    stage VARCHAR,
    reason VARCHAR,
    detail VARCHAR NOT NULL,
    dropped_at TIMESTAMP NOT NULL,
    PRIMARY KEY (url, stage, reason)
);
COMMENT ON TABLE core.drops IS 'One row per item and reason why it ended, sources that failed included.';
COMMENT ON COLUMN core.drops.url IS 'Address of the item, or of the feed or folder that failed.';
COMMENT ON COLUMN core.drops.stage IS 'Stage in which it ended.';
COMMENT ON COLUMN core.drops.reason IS 'Short word, such as off_topic, http_404, too_short.';
COMMENT ON COLUMN core.drops.detail IS 'What exactly was seen, for a person to read.';
COMMENT ON COLUMN core.drops.dropped_at IS 'UTC. Run clock.';

CREATE TABLE core.readings (
    url VARCHAR,
    body_sha256 VARCHAR,
    outcome VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    read_at TIMESTAMP NOT NULL,
    PRIMARY KEY (url, body_sha256)
);
COMMENT ON TABLE core.readings IS 'One row per body that was read, whatever came of it. Delete rows to have their pages read again.';
COMMENT ON COLUMN core.readings.url IS 'The link whose page was read.';
COMMENT ON COLUMN core.readings.body_sha256 IS 'The body, see core.visits.';
COMMENT ON COLUMN core.readings.outcome IS 'article, alias, dropped or waiting.';
COMMENT ON COLUMN core.readings.reason IS 'Why, for dropped and waiting; empty otherwise.';
COMMENT ON COLUMN core.readings.read_at IS 'UTC. Run clock.';

CREATE TABLE core.languages (
    language VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL
);
COMMENT ON TABLE core.languages IS 'One row per language that an article is written in.';
COMMENT ON COLUMN core.languages.language IS 'BCP-47 tag.';
COMMENT ON COLUMN core.languages.name IS 'Its English name, from Unicode CLDR.';

CREATE TABLE core.english (
    url VARCHAR PRIMARY KEY,
    title_en VARCHAR,
    text_en VARCHAR USING COMPRESSION zstd,
    engine VARCHAR,
    segments INTEGER NOT NULL,
    untranslated INTEGER NOT NULL
);
COMMENT ON TABLE core.english IS 'One row per article: its English reading, put together anew in every run from the translation memory.';
COMMENT ON COLUMN core.english.url IS 'The article.';
COMMENT ON COLUMN core.english.title_en IS 'English headline; null while untranslated.';
COMMENT ON COLUMN core.english.text_en IS 'English text, paragraph by paragraph; null unless every sentence has a translation.';
COMMENT ON COLUMN core.english.engine IS 'Engines that made it, parted by +; original for English articles; null while untranslated.';
COMMENT ON COLUMN core.english.segments IS 'Sentences of the text.';
COMMENT ON COLUMN core.english.untranslated IS 'Sentences of the text that nobody could translate yet.';
