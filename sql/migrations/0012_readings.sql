-- English readings: which translation of a sentence stands, what still waits, and why nobody could translate it.
CREATE TABLE core.untranslated (
    segment_sha256 VARCHAR,
    source VARCHAR,
    target VARCHAR,
    reason VARCHAR NOT NULL,
    tried_at TIMESTAMP,
    PRIMARY KEY (segment_sha256, source, target)
);
COMMENT ON TABLE core.untranslated IS 'One row per sentence that has no translation at all: what was last tried. It goes when a translation comes.';
COMMENT ON COLUMN core.untranslated.segment_sha256 IS 'The sentence, see core.segments.';
COMMENT ON COLUMN core.untranslated.source IS 'Language to be translated from, BCP-47.';
COMMENT ON COLUMN core.untranslated.target IS 'Language to be translated into: en.';
COMMENT ON COLUMN core.untranslated.reason IS 'What each engine said, in the order in which they were asked; no engine where the incident names none; budget where the run had no characters left for it.';
COMMENT ON COLUMN core.untranslated.tried_at IS 'UTC moment when engines were last asked; null when they never were. What was tried last waits behind the rest. Run clock.';

CREATE TABLE core.terms (
    segment_sha256 VARCHAR,
    source VARCHAR,
    glossary_version VARCHAR NOT NULL,
    PRIMARY KEY (segment_sha256, source)
);
COMMENT ON TABLE core.terms IS 'One row per sentence that holds names or terms of the incident as it is today; rebuilt in every run. Translations made with others wait to be made again.';
COMMENT ON COLUMN core.terms.segment_sha256 IS 'The sentence, see core.segments.';
COMMENT ON COLUMN core.terms.source IS 'Its language, BCP-47.';
COMMENT ON COLUMN core.terms.glossary_version IS 'Hash of these names and terms, see core.translations.';

CREATE VIEW core.sentences AS
SELECT
    articles.url, articles.language, segments.position, segments.paragraph, segments.segment_sha256, segments.original
FROM core.articles AS articles
JOIN core.segments AS segments ON segments.text_sha256 = articles.text_sha256
UNION ALL
SELECT
    articles.url, articles.language, -1 AS position, -1 AS paragraph, sha256(articles.title) AS segment_sha256,
    articles.title AS original
FROM core.articles AS articles
WHERE articles.title <> '';
COMMENT ON VIEW core.sentences IS 'One row per sentence of the current text of every article, and one per headline: what side_by_side shows and engines are asked for.';
COMMENT ON COLUMN core.sentences.url IS 'The article.';
COMMENT ON COLUMN core.sentences.language IS 'Its language, BCP-47.';
COMMENT ON COLUMN core.sentences.position IS 'Place within the text, from 0; −1 is the headline.';
COMMENT ON COLUMN core.sentences.paragraph IS 'Paragraph within the text, from 0; −1 is the headline.';
COMMENT ON COLUMN core.sentences.segment_sha256 IS 'SHA-256 of the sentence: the key of its translations.';
COMMENT ON COLUMN core.sentences.original IS 'The sentence as written.';

-- The order is one of all rows of a sentence, whatever engines answer in the same moment.
CREATE VIEW core.standing AS
SELECT
    translations.segment_sha256, translations.source, translations.text, translations.engine,
    translations.engine_version, translations.flags, translations.translated_at,
    translations.glossary_version = coalesce(terms.glossary_version, '') AS is_current
FROM core.translations AS translations
LEFT JOIN core.terms AS terms
    ON terms.segment_sha256 = translations.segment_sha256 AND terms.source = translations.source
WHERE translations.target = 'en'
QUALIFY row_number() OVER (
    PARTITION BY translations.segment_sha256, translations.source
    ORDER BY
        translations.glossary_version = coalesce(terms.glossary_version, '') DESC, translations.translated_at DESC,
        translations.engine, translations.engine_version, translations.glossary_version
) = 1;
COMMENT ON VIEW core.standing IS 'One row per sentence that has been translated: the reading that counts. Made with the incident''s names and terms of today before any other, then the newest.';
COMMENT ON COLUMN core.standing.segment_sha256 IS 'The sentence, see core.segments.';
COMMENT ON COLUMN core.standing.source IS 'Language translated from, BCP-47.';
COMMENT ON COLUMN core.standing.text IS 'The translation.';
COMMENT ON COLUMN core.standing.engine IS 'Engine that made it; none when the sentence holds nothing to translate.';
COMMENT ON COLUMN core.standing.engine_version IS 'Version and route of the engine.';
COMMENT ON COLUMN core.standing.flags IS 'Doubts that a check raised, such as numbers_differ.';
COMMENT ON COLUMN core.standing.translated_at IS 'UTC moment of the engine''s answer. Run clock.';
COMMENT ON COLUMN core.standing.is_current IS 'Whether it was made with the names and terms of today; if not, it stands until an engine has made another.';

CREATE VIEW core.waiting AS
SELECT
    sentences.segment_sha256,
    sentences.language AS source,
    any_value(sentences.original) AS original,
    bool_or(standing.text IS NOT NULL) AS is_read,
    any_value(untranslated.tried_at) AS tried_at,
    min((coalesce(articles.published, TIMESTAMP '9999-01-01'), sentences.url, sentences.position)) AS turn
FROM core.sentences AS sentences
JOIN core.articles AS articles ON articles.url = sentences.url
LEFT JOIN core.standing AS standing
    ON standing.segment_sha256 = sentences.segment_sha256 AND standing.source = sentences.language
LEFT JOIN core.untranslated AS untranslated
    ON untranslated.segment_sha256 = sentences.segment_sha256 AND untranslated.source = sentences.language
    AND untranslated.target = 'en'
WHERE sentences.language NOT IN ('en', 'und') AND standing.is_current IS DISTINCT FROM true
GROUP BY sentences.segment_sha256, sentences.language;
COMMENT ON VIEW core.waiting IS 'One row per sentence that waits for an engine: it has no English, or one made with other names and terms than those of today.';
COMMENT ON COLUMN core.waiting.segment_sha256 IS 'The sentence, see core.segments.';
COMMENT ON COLUMN core.waiting.source IS 'Its language, BCP-47.';
COMMENT ON COLUMN core.waiting.original IS 'The sentence as written.';
COMMENT ON COLUMN core.waiting.is_read IS 'Whether an older reading stands meanwhile.';
COMMENT ON COLUMN core.waiting.tried_at IS 'UTC moment when engines were last asked; null when they never were. Run clock.';
COMMENT ON COLUMN core.waiting.turn IS 'Whose turn is earlier: what was published first, its headline and beginning before the rest.';

ALTER TABLE core.english ADD COLUMN title_engine VARCHAR;
COMMENT ON COLUMN core.english.title_engine IS 'Engine that made title_en; original for English articles, none where there was nothing to translate; null while untranslated.';
COMMENT ON COLUMN core.english.engine IS 'Engines that made text_en, parted by +; original for English articles, none where there was nothing to translate; null while a sentence is untranslated.';
COMMENT ON TABLE core.translations IS 'One row per sentence, engine and glossary: the translation memory, for all runs. Rows are added, never changed; core.standing tells which count.';
