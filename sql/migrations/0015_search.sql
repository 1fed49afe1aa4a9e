-- What search() looks through. It follows from the articles, and is brought up to date whenever a dataset is published.
CREATE TABLE core.searchable (
    url VARCHAR PRIMARY KEY,
    made_of UBIGINT NOT NULL,
    words VARCHAR NOT NULL USING COMPRESSION zstd
);
COMMENT ON TABLE core.searchable IS 'One row per article: its words as search() compares them.';
COMMENT ON COLUMN core.searchable.url IS 'Address of the article, see core.articles.';
COMMENT ON COLUMN core.searchable.made_of IS 'Hash of the texts that the words were made of and of the rules that made them: what differs is made anew.';
COMMENT ON COLUMN core.searchable.words IS 'Headline, its English reading, text and its English reading, parted by form feeds, as core.fold spells them; every line begins and ends with a space. Of an article in English the readings are left out.';

-- As before, with what comes first said in one expression: DuckDB then keeps the best of each instead of sorting all.
CREATE OR REPLACE VIEW core.standing AS
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
    ORDER BY row(
        translations.glossary_version <> coalesce(terms.glossary_version, ''), -epoch_us(translations.translated_at),
        translations.engine, translations.engine_version, translations.glossary_version
    )
) = 1;
COMMENT ON VIEW core.standing IS 'One row per sentence that has been translated: the reading that counts. Made with the incident''s names and terms of today before any other, then the newest.';
COMMENT ON COLUMN core.standing.segment_sha256 IS 'The sentence, see core.segments.';
COMMENT ON COLUMN core.standing.source IS 'Language translated from, BCP-47.';
COMMENT ON COLUMN core.standing.text IS 'The sentence in English.';
COMMENT ON COLUMN core.standing.engine IS 'Engine that made it; none when the sentence holds nothing to translate.';
COMMENT ON COLUMN core.standing.engine_version IS 'What made it: version of the engine, and dictionaries or model that it translated by.';
COMMENT ON COLUMN core.standing.flags IS 'Doubts that a check raised, such as numbers_differ.';
COMMENT ON COLUMN core.standing.translated_at IS 'UTC moment of the engine''s answer. Run clock.';
COMMENT ON COLUMN core.standing.is_current IS 'Whether it was made with the names and terms of today; if not, it stands until an engine has made another.';
