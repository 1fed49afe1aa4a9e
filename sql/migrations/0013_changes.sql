-- What changed from one wording to another, and what several views have in common: who retold whom, who was first.
CREATE TABLE core.differences (
    text_sha256 VARCHAR,
    of_text_sha256 VARCHAR,
    method_version VARCHAR NOT NULL,
    changes STRUCT(place INTEGER, what VARCHAR, "before" VARCHAR, "after" VARCHAR)[] NOT NULL,
    PRIMARY KEY (text_sha256, of_text_sha256)
);
COMMENT ON TABLE core.differences IS 'One row per two wordings in one language that were held against each other, sentence by sentence. What a row says follows from these two texts alone.';
COMMENT ON COLUMN core.differences.text_sha256 IS 'The later wording, or the copy''s, without its outlet''s boilerplate; see core.texts.';
COMMENT ON COLUMN core.differences.of_text_sha256 IS 'The earlier wording, or the source''s, likewise.';
COMMENT ON COLUMN core.differences.method_version IS 'Version of the rules that compared; after a change of the rules all is compared again.';
COMMENT ON COLUMN core.differences.changes IS 'What differs, see main.changes; empty where nothing but spaces, capitals, punctuation and the order of sentences does.';

-- Siblings that have their text from a third have a row each with that one, and none with one another. Who of two came
-- first stays open only where neither has a better source in their telling.
CREATE VIEW core.retold AS
SELECT pairs.*, told.of_url IS NOT DISTINCT FROM pairs.of_url AS is_nearest
FROM core.pairs AS pairs
LEFT JOIN core.tellings AS told ON told.url = pairs.url
LEFT JOIN core.tellings AS telling ON telling.url = pairs.of_url
WHERE
    pairs.kind <> 'shares_quotation'
    AND pairs.cue <> 'common_source'
    AND (
        told.of_url = pairs.of_url
        OR pairs.kind IN ('excerpt', 'translated_excerpt')
        OR (
            pairs.direction = 'unknown'
            AND (told.telling <> telling.telling OR (told.of_url IS NULL AND telling.of_url IS NULL))
        )
    );
COMMENT ON VIEW core.retold IS 'The rows of core.pairs that main.retellings shows: an article and its nearest source, a partial source, or a copy of which nobody knows who had it first.';
COMMENT ON COLUMN core.retold.url IS 'The article that retells, where the direction is known; else the one with the smaller address.';
COMMENT ON COLUMN core.retold.of_url IS 'The article that is retold; else the other one.';
COMMENT ON COLUMN core.retold.kind IS 'exact_copy, near_copy, excerpt, translated_copy or translated_excerpt.';
COMMENT ON COLUMN core.retold.score IS 'From 0 to 1, of the rule that decided; null where only the editor says that the two relate.';
COMMENT ON COLUMN core.retold.text_share IS 'Share of the own characters of url, outside quotations, that stands in of_url; null where only the editor says so.';
COMMENT ON COLUMN core.retold.of_text_share IS 'The same of of_url.';
COMMENT ON COLUMN core.retold.direction IS 'known: url retells of_url; unknown: nobody can tell.';
COMMENT ON COLUMN core.retold.cue IS 'What tells the direction, or why nobody can, see core.pairs.';
COMMENT ON COLUMN core.retold.confidence IS 'From 0 to 1, how often this cue is right; 0 where the direction is unknown.';
COMMENT ON COLUMN core.retold.evidence IS 'JSON: the rule and the numbers behind the relation.';
COMMENT ON COLUMN core.retold.is_nearest IS 'Whether of_url is the one parent of url: its best source, of six tenths of its text or more.';

-- First is the earliest stated day, and of one day what states its hour: a bare day begins before every moment of it, and
-- would be first by saying less. Whatever was surely first, before all that the dates of others allow, is first here.
CREATE VIEW core.firsts AS
WITH firsts AS (
    SELECT url, outlet, language, published, published_precision, published_until
    FROM core.edited
    WHERE published IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY language
        ORDER BY published::DATE, published_precision = 'day', published, published_until, url
    ) = 1
),

articles AS (
    SELECT
        articles.language,
        count(*) FILTER (articles.url <> firsts.url AND articles.published_from <= firsts.published_until) AS rivals,
        count(*) FILTER (articles.published IS NULL) AS undated
    FROM core.edited AS articles
    LEFT JOIN firsts ON firsts.language = articles.language
    GROUP BY articles.language
),

first_of_all AS (
    SELECT published, published_precision FROM firsts
    ORDER BY published::DATE, published_precision = 'day', published, published_until, url
    LIMIT 1
)

SELECT
    articles.language,
    firsts.url,
    firsts.outlet,
    firsts.published,
    firsts.published_precision,
    CASE
        WHEN firsts.published_precision IN ('second', 'minute')
            AND first_of_all.published_precision IN ('second', 'minute')
            THEN round(greatest(date_diff('second', first_of_all.published, firsts.published), 0) / 3600, 1)
    END AS delay_hours,
    date_diff('day', first_of_all.published::DATE, firsts.published::DATE) AS delay_days,
    firsts.url IS NOT NULL AND articles.rivals = 0 AS certain,
    articles.rivals,
    articles.undated
FROM articles
LEFT JOIN firsts ON firsts.language = articles.language
LEFT JOIN first_of_all ON true;
COMMENT ON VIEW core.firsts IS 'One row per language: the article that was first in it, as far as dates tell, and how sure that is.';
COMMENT ON COLUMN core.firsts.language IS 'BCP-47 tag; und when nobody can tell.';
COMMENT ON COLUMN core.firsts.url IS 'Article of the earliest stated day, of one day that of the earliest stated moment; null where no article of the language is dated.';
COMMENT ON COLUMN core.firsts.outlet IS 'Its outlet, see core.outlets.';
COMMENT ON COLUMN core.firsts.published IS 'UTC moment that it states, 00:00 where it states only a day.';
COMMENT ON COLUMN core.firsts.published_precision IS 'How exact this is: second, minute or day.';
COMMENT ON COLUMN core.firsts.delay_hours IS 'Hours to it from the article that was first in any language; null when either of the two states only a day, or nothing.';
COMMENT ON COLUMN core.firsts.delay_days IS 'Calendar days between the two stated dates; null where none is stated.';
COMMENT ON COLUMN core.firsts.certain IS 'Whether no other dated article of the language may be as early.';
COMMENT ON COLUMN core.firsts.rivals IS 'Dated articles of the language that may be as early: what their date allows begins before this one''s has ended, or with it.';
COMMENT ON COLUMN core.firsts.undated IS 'Articles of the language without any date, of which nobody can tell.';

-- Of a copy of an earlier version of its source, that version is what it copied.
CREATE VIEW core.compared AS
WITH steps AS (
    SELECT
        versions.url,
        coalesce(
            CASE WHEN versions.text_sha256 = articles.text_sha256 THEN articles.evidence_sha256 END,
            versions.evidence_sha256,
            versions.text_sha256
        ) AS text_sha256,
        articles.language,
        versions.title,
        row_number() OVER (PARTITION BY versions.url ORDER BY versions.seen_at, versions.text_sha256) AS version
    FROM core.versions AS versions
    JOIN core.edited AS articles ON articles.url = versions.url
),

copies AS (
    SELECT
        retold.url,
        retold.of_url,
        articles.evidence_sha256 AS text_sha256,
        wordings.evidence_sha256 AS of_text_sha256,
        articles.language,
        articles.title,
        sources.title AS of_title
    FROM core.retold AS retold
    JOIN core.edited AS articles ON articles.url = retold.url
    JOIN core.edited AS sources ON sources.url = retold.of_url AND sources.language = articles.language
    JOIN core.wordings AS wordings ON wordings.url = retold.of_url
    LEFT JOIN core.relations AS relations
        ON relations.evidence_sha256 = least(articles.evidence_sha256, wordings.evidence_sha256)
        AND relations.of_evidence_sha256 = greatest(articles.evidence_sha256, wordings.evidence_sha256)
    WHERE retold.kind IN ('exact_copy', 'near_copy') AND retold.direction = 'known'
        AND articles.evidence_sha256 IS NOT NULL AND wordings.evidence_sha256 IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY retold.url, retold.of_url
        ORDER BY
            articles.evidence_sha256 = wordings.evidence_sha256 DESC,
            least(relations.text_share, relations.of_text_share) DESC NULLS LAST,
            wordings.is_current DESC, wordings.evidence_sha256, relations.method_version DESC
    ) = 1
)

SELECT
    later.url, later.url AS of_url, later.version, later.language, later.text_sha256,
    earlier.text_sha256 AS of_text_sha256, later.title, earlier.title AS of_title
FROM steps AS later
JOIN steps AS earlier ON earlier.url = later.url AND earlier.version = later.version - 1
UNION ALL
SELECT url, of_url, NULL AS version, language, text_sha256, of_text_sha256, title, of_title
FROM copies;
COMMENT ON VIEW core.compared IS 'One row per version of an article but the first, with the one before it, and per copy in the language of its nearest source, with that source: what main.changes speaks of.';
COMMENT ON COLUMN core.compared.url IS 'The article that has changed, or that copies.';
COMMENT ON COLUMN core.compared.of_url IS 'The source of a copy; of a version, the article itself.';
COMMENT ON COLUMN core.compared.version IS 'Number of the later version, see main.versions; null for a copy.';
COMMENT ON COLUMN core.compared.language IS 'BCP-47 tag of both wordings.';
COMMENT ON COLUMN core.compared.text_sha256 IS 'The later wording, or the copy''s, without its outlet''s boilerplate as far as that is known.';
COMMENT ON COLUMN core.compared.of_text_sha256 IS 'The earlier wording, or that of the source''s wordings which the copy is nearest to.';
COMMENT ON COLUMN core.compared.title IS 'Headline of the later wording, or of the copy.';
COMMENT ON COLUMN core.compared.of_title IS 'Headline of the earlier wording, or of the source as it is today.';

-- Filled at the end of sql/comments.sql, whenever a dataset is published.
CREATE TABLE meta.data_dictionary (
    schema_name VARCHAR,
    relation VARCHAR,
    kind VARCHAR NOT NULL,
    column_name VARCHAR,
    place INTEGER NOT NULL,
    type VARCHAR,
    comment VARCHAR NOT NULL,
    is_run_clock BOOLEAN NOT NULL
);
COMMENT ON TABLE meta.data_dictionary IS 'One row per view, table and column of this file, with what it means: the comments of the catalogue as a table.';
COMMENT ON COLUMN meta.data_dictionary.schema_name IS 'main: views to be asked; core: tables behind them; meta: bookkeeping.';
COMMENT ON COLUMN meta.data_dictionary.relation IS 'Name of the view or table.';
COMMENT ON COLUMN meta.data_dictionary.kind IS 'view or table.';
COMMENT ON COLUMN meta.data_dictionary.column_name IS 'Null in the row that speaks of a whole view or table, and says what one of its rows is.';
COMMENT ON COLUMN meta.data_dictionary.place IS 'Order within the view or table, from 1; 0 for the whole.';
COMMENT ON COLUMN meta.data_dictionary.type IS 'As DuckDB names it; TIMESTAMP is always in UTC. Null in the row of a whole view or table.';
COMMENT ON COLUMN meta.data_dictionary.comment IS 'Meaning, unit, zone, and what null stands for where a value may be missing.';
COMMENT ON COLUMN meta.data_dictionary.is_run_clock IS 'Whether it tells when or by which run something was done: all that may differ between two runs over the same pages.';

-- What columns of tables mean, said more fully.
COMMENT ON COLUMN core.candidates.of_evidence_sha256 IS 'The text with the larger hash, see core.texts.';
COMMENT ON COLUMN core.capped.items IS 'Shingles, or articles, that were beyond the limit; see what.';
COMMENT ON COLUMN core.drops.stage IS 'Where on its road it ended: discover, scrape or extract.';
COMMENT ON COLUMN core.edited.words IS 'Length of the current text in words; Chinese, Japanese and Thai count by character.';
COMMENT ON COLUMN core.edits.url IS 'Address of the article that the editor speaks of, see core.articles.';
COMMENT ON COLUMN core.english.url IS 'Address of the article that is read in English, see core.articles.';
COMMENT ON COLUMN core.relations.of_evidence_sha256 IS 'The text with the larger hash, see core.texts.';
COMMENT ON COLUMN core.runs.incident IS 'Slug of the incident: the name of its file without .toml.';
COMMENT ON COLUMN core.sentences.url IS 'Address of the article, see core.articles.';
COMMENT ON COLUMN core.sentences.language IS 'BCP-47 tag of the article; und when nobody can tell.';
COMMENT ON COLUMN core.sentences.original IS 'As written, in the language of the article.';
COMMENT ON COLUMN core.standing.text IS 'The sentence in English.';
COMMENT ON COLUMN core.standing.engine_version IS 'What made it: version of the engine, and dictionaries or model that it translated by.';
COMMENT ON COLUMN core.tellings.url IS 'Address of the member, see core.articles.';
COMMENT ON COLUMN core.told.url IS 'Address of the article, see core.articles.';
COMMENT ON COLUMN core.translations.engine_version IS 'What made it: version of the engine, and dictionaries or model that it translated by.';
COMMENT ON COLUMN core.translations.text IS 'The sentence in the target language.';
COMMENT ON COLUMN core.vectors.sentences IS 'How many sentences were read of the text, or of its English.';
COMMENT ON COLUMN core.versions.url IS 'Address of the article that said so, see core.articles.';
COMMENT ON COLUMN core.wordings.url IS 'Address of the article that says or said so, see core.articles.';
COMMENT ON COLUMN meta.boilerplate.outlet IS 'Registered domain of the outlet, see core.outlets.';
COMMENT ON COLUMN meta.crowded.url IS 'Address of the article, see core.articles.';
COMMENT ON COLUMN meta.related.url IS 'Address of the article, see core.articles.';
COMMENT ON COLUMN meta.related.evidence_sha256 IS 'A wording that it has or had, without its outlet''s boilerplate.';
