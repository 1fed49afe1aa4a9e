-- What the editor says, beside what was found: nothing that was found is overwritten, so that without the editor's word
-- everything is again as it was. All of it is rebuilt from the file of overrides in every run.
CREATE TABLE core.overrides (
    place VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    of_url VARCHAR,
    article VARCHAR,
    of_article VARCHAR,
    said VARCHAR NOT NULL,
    found VARCHAR,
    why VARCHAR,
    unmet VARCHAR
);
COMMENT ON TABLE core.overrides IS 'One row per table of the editor''s file, whether it meets articles of the dataset or not. Rebuilt every run.';
COMMENT ON COLUMN core.overrides.place IS 'Table of the file, such as pairs[2].';
COMMENT ON COLUMN core.overrides.url IS 'Address that it speaks of, cleaned.';
COMMENT ON COLUMN core.overrides.of_url IS 'The other address of a pair; null for what is said of one article.';
COMMENT ON COLUMN core.overrides.article IS 'The article at url; null where there is none.';
COMMENT ON COLUMN core.overrides.of_article IS 'The article at of_url; null where there is none.';
COMMENT ON COLUMN core.overrides.said IS 'JSON: what the editor says.';
COMMENT ON COLUMN core.overrides.found IS 'JSON: what stands there without the editor; null where the override meets nothing.';
COMMENT ON COLUMN core.overrides.why IS 'The editor''s reason; null when none is given.';
COMMENT ON COLUMN core.overrides.unmet IS 'Why it changes nothing; null when it holds.';

CREATE TABLE core.edits (
    url VARCHAR PRIMARY KEY,
    published TIMESTAMP,
    published_from TIMESTAMP,
    published_until TIMESTAMP,
    published_precision VARCHAR,
    published_text VARCHAR,
    outlet VARCHAR,
    relevant BOOLEAN,
    telling VARCHAR
);
COMMENT ON TABLE core.edits IS 'One row per article that the editor has said something of. Rebuilt every run.';
COMMENT ON COLUMN core.edits.url IS 'The article.';
COMMENT ON COLUMN core.edits.published IS 'UTC moment, 00:00 of the day where the editor says no more; null to leave all that was read of the date.';
COMMENT ON COLUMN core.edits.published_from IS 'Earliest UTC moment that this date allows.';
COMMENT ON COLUMN core.edits.published_until IS 'Latest UTC moment that this date allows.';
COMMENT ON COLUMN core.edits.published_precision IS 'How exact it is: second, minute or day.';
COMMENT ON COLUMN core.edits.published_text IS 'The date as the editor wrote it, ISO 8601.';
COMMENT ON COLUMN core.edits.outlet IS 'Whose text it is, see core.outlets; null to leave what was read.';
COMMENT ON COLUMN core.edits.relevant IS 'Whether it tells the incident; false: no view shows it, and nothing is made of it. Null to leave what was judged.';
COMMENT ON COLUMN core.edits.telling IS 'Address of the original, the article itself for a voice of its own; null to leave what was found.';

CREATE VIEW core.edited AS
SELECT
    articles.url, articles.page_url, coalesce(edits.outlet, articles.outlet) AS outlet, articles.language,
    articles.language_confidence, articles.title, articles.text_sha256, articles.evidence_sha256, articles.words,
    articles.authors,
    CASE WHEN edits.published_text IS NULL THEN articles.published ELSE edits.published END AS published,
    CASE WHEN edits.published_text IS NULL THEN articles.published_from ELSE edits.published_from END AS published_from,
    CASE WHEN edits.published_text IS NULL THEN articles.published_until ELSE edits.published_until END AS published_until,
    coalesce(edits.published_precision, articles.published_precision) AS published_precision,
    coalesce(edits.published_text, articles.published_text) AS published_text,
    articles.credit, articles.canonical, articles.links_out, articles.relevance, articles.relevance_names,
    articles.flags, articles.rights, articles.shareable, articles.warc, articles.found_at,
    list_concat(
        CASE WHEN edits.published_text IS NOT NULL THEN ['published'] ELSE []::VARCHAR[] END,
        CASE WHEN edits.outlet IS NOT NULL THEN ['outlet'] ELSE []::VARCHAR[] END,
        CASE WHEN edits.relevant IS NOT NULL THEN ['relevant'] ELSE []::VARCHAR[] END,
        CASE WHEN edits.telling IS NOT NULL THEN ['telling'] ELSE []::VARCHAR[] END
    ) AS edited
FROM core.articles AS articles
LEFT JOIN core.edits AS edits ON edits.url = articles.url
WHERE edits.relevant IS DISTINCT FROM false;
COMMENT ON VIEW core.edited IS 'One row per article that tells the incident, with the editor''s word in the place of what was read. Whatever is counted or shown comes from here.';
COMMENT ON COLUMN core.edited.url IS 'The article, see core.articles for this and all that the editor does not change.';
COMMENT ON COLUMN core.edited.page_url IS 'The address that the text was read from.';
COMMENT ON COLUMN core.edited.outlet IS 'Whose text it is, see core.outlets.';
COMMENT ON COLUMN core.edited.language IS 'BCP-47 tag of the text itself.';
COMMENT ON COLUMN core.edited.language_confidence IS 'From 0 to 1; 0 goes with und.';
COMMENT ON COLUMN core.edited.title IS 'Headline without the outlet''s own suffix.';
COMMENT ON COLUMN core.edited.text_sha256 IS 'The current text, see core.texts.';
COMMENT ON COLUMN core.edited.evidence_sha256 IS 'The text without its outlet''s boilerplate: what relations are judged on.';
COMMENT ON COLUMN core.edited.words IS 'Words of the text.';
COMMENT ON COLUMN core.edited.authors IS 'People named in the byline, in its order.';
COMMENT ON COLUMN core.edited.published IS 'UTC moment that the page states, or the editor.';
COMMENT ON COLUMN core.edited.published_from IS 'Earliest UTC moment that this date allows.';
COMMENT ON COLUMN core.edited.published_until IS 'Latest UTC moment that this date allows.';
COMMENT ON COLUMN core.edited.published_precision IS 'How exact it is: second, minute, day, unknown.';
COMMENT ON COLUMN core.edited.published_text IS 'The date as the page states it, or the editor, ISO 8601.';
COMMENT ON COLUMN core.edited.credit IS 'The line that credits a source, an agency or a translation.';
COMMENT ON COLUMN core.edited.canonical IS 'rel=canonical as the page states it, believed or not.';
COMMENT ON COLUMN core.edited.links_out IS 'Addresses that the body links to.';
COMMENT ON COLUMN core.edited.relevance IS 'Distinct names of the incident found in title and text.';
COMMENT ON COLUMN core.edited.relevance_names IS 'Those names, as the incident file spells them.';
COMMENT ON COLUMN core.edited.flags IS 'Doubts about the reading.';
COMMENT ON COLUMN core.edited.rights IS 'What headers and page say about its use.';
COMMENT ON COLUMN core.edited.shareable IS 'What these terms leave to be handed on.';
COMMENT ON COLUMN core.edited.warc IS 'File in archive/ that holds the page.';
COMMENT ON COLUMN core.edited.found_at IS 'UTC moment of the visit that first gave the article. Run clock.';
COMMENT ON COLUMN core.edited.edited IS 'What the editor has said of it: published, outlet, relevant, telling; empty for nothing.';

-- Nobody has measured what only the editor knows.
ALTER TABLE core.pairs ALTER COLUMN score DROP NOT NULL;
ALTER TABLE core.pairs ALTER COLUMN text_share DROP NOT NULL;
ALTER TABLE core.pairs ALTER COLUMN of_text_share DROP NOT NULL;
COMMENT ON COLUMN core.pairs.score IS 'From 0 to 1, of the rule that decided; not comparable between kinds. Null where only the editor says that the two relate.';
COMMENT ON COLUMN core.pairs.text_share IS 'Share of the own characters of url, outside quotations, that stands in of_url. Null where only the editor says so: nobody has measured it.';
COMMENT ON COLUMN core.pairs.of_text_share IS 'The same of of_url.';
COMMENT ON COLUMN core.pairs.evidence IS 'JSON: the rule and the numbers behind the relation; editor is the editor''s reason, which may be empty.';
COMMENT ON COLUMN core.pairs.cue IS 'What tells the direction: editor, credit, canonical, link, translated_from, named, date, part, patchwork, lost_form, date_and_text; or why nobody can: none, common_source (both have it from a third), one_of_several (from one of several siblings), or an answer against another, such as date against credit, or date against others, who name the one as their source.';
COMMENT ON COLUMN core.links.reason IS 'Short word for why the link is where it is, such as off_topic or http_404; of articles empty, or editor where the editor alone calls it relevant.';
COMMENT ON COLUMN core.readings.reason IS 'Why, for dropped and waiting; of articles and aliases empty, or editor where the editor alone calls the page relevant.';
