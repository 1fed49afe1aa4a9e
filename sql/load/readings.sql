-- What was read on pages. staged: one row per page, with the article it holds or the reason why it holds none.
-- An article read from its own address takes the place of the same article read from an alias.
-- Captures of one address at several moments are versions of one article, whichever is read first.
CREATE OR REPLACE TEMP TABLE told AS
SELECT
    staged.* EXCLUDE (text, segments),  -- what is long is sorted with the rest, and slowly
    CASE
        WHEN staged.published_precision = 'day' THEN try_cast(left(staged.published_text, 10) AS TIMESTAMP)
        ELSE staged.published_from
    END AS published,
    row_number() OVER (
        PARTITION BY staged.article_url
        ORDER BY
            staged.page_url = staged.article_url DESC, staged.page_url, staged.fetched_at DESC, staged.text_sha256
    ) = 1 AND (
        staged.url = staged.page_url
        OR held.page_url IS DISTINCT FROM staged.page_url
        OR coalesce(staged.fetched_at >= current.fetched_at, true)
    ) AS is_current,
    coalesce(held.page_url NOT IN (held.url, staged.page_url), false) AS has_moved  -- from an alias, to a better page
FROM staged
LEFT JOIN core.articles AS held ON held.url = staged.article_url
LEFT JOIN (
    SELECT articles.url, max(visits.fetched_at) AS fetched_at
    FROM core.articles AS articles
    JOIN core.visits AS visits ON visits.warc = articles.warc AND visits.warc_offset = articles.warc_offset
    WHERE articles.page_url IN (visits.url, visits.final_url)
    GROUP BY articles.url
) AS current ON current.url = held.url
WHERE
    staged.outcome IN ('article', 'alias')
    AND (
        staged.page_url = staged.article_url
        OR held.url IS NULL
        OR (held.page_url <> held.url AND staged.page_url <= held.page_url)
    )
QUALIFY dense_rank() OVER (
    PARTITION BY staged.article_url ORDER BY staged.page_url = staged.article_url DESC, staged.page_url
) = 1;

DELETE FROM core.versions AS versions
USING told
WHERE
    told.has_moved AND versions.url = told.article_url
    AND (versions.url, versions.text_sha256) NOT IN (SELECT (article_url, text_sha256) FROM told);

MERGE INTO core.texts AS texts
USING (
    SELECT text_sha256, any_value(text) AS body FROM staged SEMI JOIN told USING (text_sha256) GROUP BY text_sha256
) AS read
    ON texts.text_sha256 = read.text_sha256
WHEN NOT MATCHED THEN INSERT (text_sha256, body) VALUES (read.text_sha256, read.body);

-- The sentences of a text come from one reading: another language may part it in other places.
INSERT INTO core.segments BY NAME
SELECT
    segment.text_sha256 AS text_sha256,
    segment.position AS position,
    segment.segment_sha256 AS segment_sha256,
    segment.paragraph AS paragraph,
    segment.quoted AS quoted,
    segment.original AS original
FROM (
    SELECT text_sha256 AS body_sha256, unnest(segments) AS segment
    FROM (
        SELECT staged.text_sha256, staged.segments
        FROM staged
        SEMI JOIN told ON told.text_sha256 = staged.text_sha256 AND told.language = staged.language
        ANTI JOIN core.segments AS held ON held.text_sha256 = staged.text_sha256 AND held.position = 0
        QUALIFY row_number() OVER (PARTITION BY staged.text_sha256 ORDER BY staged.language) = 1
    )
)
WHERE segment.text_sha256 = body_sha256;

-- A headline is the one sentence of a text of its own, unless a page says nothing else.
INSERT INTO core.segments (text_sha256, position, segment_sha256, paragraph, quoted, original)
SELECT headlines.text_sha256, 0, headlines.text_sha256, 0, false, headlines.title
FROM (SELECT DISTINCT sha256(title) AS text_sha256, title FROM told WHERE title <> '') AS headlines
ANTI JOIN core.segments AS held ON held.text_sha256 = headlines.text_sha256 AND held.position = 0;

MERGE INTO core.versions AS versions
USING (
    SELECT * FROM told
    QUALIFY row_number() OVER (PARTITION BY article_url, text_sha256 ORDER BY fetched_at, url) = 1
) AS told
    ON versions.url = told.article_url AND versions.text_sha256 = told.text_sha256
WHEN MATCHED AND (told.has_moved OR told.fetched_at < versions.seen_at) THEN
    UPDATE
        SET
            title = told.title, seen_at = told.fetched_at, extractor = told.extractor, agreement = told.agreement
WHEN NOT MATCHED THEN
    INSERT (url, text_sha256, title, seen_at, extractor, agreement)
    VALUES (told.article_url, told.text_sha256, told.title, told.fetched_at, told.extractor, told.agreement);

MERGE INTO core.articles AS articles
USING (FROM told WHERE is_current) AS told
    ON articles.url = told.article_url
WHEN MATCHED THEN
    UPDATE
        SET
            page_url = told.page_url, outlet = told.outlet, language = told.language,
            language_confidence = told.language_confidence, title = told.title,
            evidence_sha256 = CASE WHEN articles.text_sha256 = told.text_sha256 THEN articles.evidence_sha256 END,
            text_sha256 = told.text_sha256, words = told.words, authors = told.authors,
            published = told.published, published_from = told.published_from, published_until = told.published_until,
            published_precision = told.published_precision, published_text = told.published_text, credit = told.credit,
            canonical = told.canonical, links_out = told.links_out, alternates = told.alternates,
            relevance = len(told.relevance_names),
            relevance_names = told.relevance_names, flags = told.flags, outlet_name = told.outlet_name,
            country = told.country, rights = told.rights,
            shareable = told.shareable, warc = told.warc, warc_offset = told.warc_offset
WHEN NOT MATCHED THEN INSERT (
    url, page_url, outlet, language, language_confidence, title, text_sha256, words, authors, published,
    published_from,
    published_until,
    published_precision,
    published_text,
    credit,
    canonical,
    links_out,
    alternates,
    relevance,
    relevance_names,
    flags, outlet_name, country, rights, shareable, warc, warc_offset, found_at
) VALUES (
    told.article_url, told.page_url, told.outlet, told.language, told.language_confidence, told.title,
    told.text_sha256, told.words, told.authors, told.published, told.published_from, told.published_until,
    told.published_precision, told.published_text, told.credit, told.canonical, told.links_out, told.alternates,
    len(told.relevance_names),
    told.relevance_names,
    told.flags,
    told.outlet_name,
    told.country,
    told.rights,
    told.shareable,
    told.warc,
    told.warc_offset,
    told.fetched_at
);

-- The name that most articles of an outlet give it; ties go to the first in the alphabet.
MERGE INTO core.outlets AS outlets
USING (
    SELECT outlet, outlet_name AS name, country FROM core.articles
    WHERE outlet IN (SELECT outlet FROM told) AND outlet_name IS NOT NULL
    GROUP BY outlet, outlet_name, country
    QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY count(*) DESC, country NULLS LAST, outlet_name) = 1
) AS read
    ON outlets.outlet = read.outlet
WHEN MATCHED AND (outlets.name, outlets.country) IS DISTINCT FROM (read.name, read.country)
THEN UPDATE SET name = read.name, country = read.country
WHEN NOT MATCHED THEN INSERT (outlet, name, country) VALUES (read.outlet, read.name, read.country);

-- The article's own address becomes a link where only its aliases were pointed at.
MERGE INTO core.links AS links
USING (SELECT DISTINCT article_url AS url FROM staged WHERE outcome IN ('article', 'alias')) AS read
    ON links.url = read.url
WHEN NOT MATCHED THEN INSERT (url, outcome, stage, reason) VALUES (read.url, 'article', 'extract', '');

MERGE INTO core.sightings AS sightings
USING (
    SELECT article_url AS url, min(fetched_at) AS found_at FROM staged
    WHERE outcome IN ('article', 'alias') AND article_url <> url
    GROUP BY article_url
) AS read
    ON sightings.url = read.url AND sightings.source = 'canonical'
WHEN NOT MATCHED THEN INSERT (url, source, found_at) VALUES (read.url, 'canonical', read.found_at);

MERGE INTO core.readings AS readings
USING (
    SELECT * FROM staged QUALIFY row_number() OVER (PARTITION BY url, body_sha256 ORDER BY fetched_at DESC) = 1
) AS read
    ON readings.url = read.url AND readings.body_sha256 = read.body_sha256
WHEN MATCHED THEN UPDATE SET outcome = read.outcome, reason = read.reason, read_at = read.fetched_at
WHEN NOT MATCHED THEN
    INSERT (url, body_sha256, outcome, reason, read_at)
    VALUES (read.url, read.body_sha256, read.outcome, read.reason, read.fetched_at);

MERGE INTO core.links AS links
USING (
    SELECT * FROM staged QUALIFY row_number() OVER (PARTITION BY url ORDER BY fetched_at DESC, body_sha256) = 1
) AS read
    ON links.url = read.url
WHEN MATCHED THEN UPDATE SET
    outcome = read.outcome, stage = 'extract', reason = read.reason, detail = read.detail, retry_at = NULL,
    alias_of = CASE WHEN read.outcome = 'alias' THEN read.article_url END;

-- Whatever its own page turned out to be: what an alias has told stays an article.
UPDATE core.links AS links
SET outcome = 'article', stage = 'extract', reason = '', detail = '', alias_of = NULL, retry_at = NULL
FROM core.articles AS articles
WHERE articles.url = links.url AND links.outcome <> 'article';

MERGE INTO core.drops AS drops
USING (
    SELECT * FROM staged WHERE outcome = 'dropped'
    QUALIFY row_number() OVER (PARTITION BY url, reason ORDER BY fetched_at) = 1
) AS ended
    ON drops.url = ended.url AND drops.stage = 'extract' AND drops.reason = ended.reason
WHEN NOT MATCHED THEN
    INSERT (url, stage, reason, detail, dropped_at)
    VALUES (ended.url, 'extract', ended.reason, ended.detail, ended.fetched_at);

DROP TABLE told;
