-- Articles of a JSON Lines file. staged: url, outlet, language, title, body, text_sha256, text_en, credit, canonical,
-- links_out, alternates, published_from, published_until, published_precision. An address that was given before is left
-- out.
CREATE OR REPLACE TEMP TABLE taken AS
SELECT * FROM staged ANTI JOIN core.articles USING (url)
QUALIFY row_number() OVER (PARTITION BY url ORDER BY line) = 1;

CREATE OR REPLACE TEMP TABLE repeated AS
SELECT line, url FROM staged ANTI JOIN taken USING (line);

INSERT OR IGNORE INTO core.texts SELECT DISTINCT ON (text_sha256) text_sha256, body FROM taken;

INSERT INTO core.articles BY NAME
SELECT
    url,
    url AS page_url,
    outlet,
    language,
    0 AS language_confidence,
    title,
    text_sha256,
    0 AS words,
    []::VARCHAR[] AS authors,
    published_from AS published, published_from, published_until, published_precision, credit, canonical, links_out,
    0 AS relevance,
    []::VARCHAR[] AS relevance_names,
    []::VARCHAR[] AS flags,
    alternates,
    TIMESTAMP '1970-01-01' AS found_at
FROM taken;

INSERT INTO core.english BY NAME
SELECT url, text_en, 'given' AS engine, 0 AS segments, 0 AS untranslated FROM taken WHERE text_en IS NOT NULL;
