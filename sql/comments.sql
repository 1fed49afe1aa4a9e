-- What every published view and column means: unit, zone, source, and what null stands for. Tables have theirs in
-- sql/migrations/.
-- noqa: disable=LT05
COMMENT ON VIEW main.articles IS 'One row per article, with its English reading and its place among the tellings.';
COMMENT ON COLUMN main.articles.url IS 'Believed canonical address; the key everywhere.';
COMMENT ON COLUMN main.articles.outlet IS 'Registered domain of the outlet whose text it is, of its editions the first, also where an aggregator, a cache or an archive shows it; on platforms host or path of the writer; local for files without an address.';
COMMENT ON COLUMN main.articles.outlet_name IS 'What readers call the outlet, from the table of known outlets where it has one, else as most of its pages write it.';
COMMENT ON COLUMN main.articles.country IS 'ISO 3166-1 alpha-2 code of where the outlet is made; null when nothing tells.';
COMMENT ON COLUMN main.articles.language IS 'BCP-47 tag of the text itself, by vote of three detectors; und when nobody can tell.';
COMMENT ON COLUMN main.articles.title IS 'Headline without the outlet''s own suffix; empty where the page has none.';
COMMENT ON COLUMN main.articles.title_en IS 'English headline: the original for English articles, else a machine''s; null while untranslated.';
COMMENT ON COLUMN main.articles.text IS 'Text in the original language; paragraphs parted by one newline.';
COMMENT ON COLUMN main.articles.title_engine IS 'Who made title_en: original for English articles, else the engine, none where there was nothing to translate; null while untranslated.';
COMMENT ON COLUMN main.articles.text_en IS 'English text; null unless every sentence has a translation.';
COMMENT ON COLUMN main.articles.engine IS 'Who made text_en: original for English articles, else the engines parted by +, none where no sentence was for an engine; null while one is untranslated.';
COMMENT ON COLUMN main.articles.published IS 'UTC moment that the page states; 00:00 of the stated day where precision is day; null without a date.';
COMMENT ON COLUMN main.articles.published_precision IS 'How exact the stated date is: second, minute, day or unknown. A time without zone counts as day. Read it before ranking who was first.';
COMMENT ON COLUMN main.articles.published_from IS 'Earliest UTC moment that the stated date allows; null without a date.';
COMMENT ON COLUMN main.articles.published_until IS 'Latest UTC moment that the stated date allows; a day without zone spans −14 to +12 hours around it; null without a date.';
COMMENT ON COLUMN main.articles.published_text IS 'The date as the page states it, ISO 8601, in its own zone where it names one; null without a date.';
COMMENT ON COLUMN main.articles.authors IS 'People named in the byline, in its order; empty where it names none.';
COMMENT ON COLUMN main.articles.credit IS 'The line that credits a source, an agency or a translation; null when there is none.';
COMMENT ON COLUMN main.articles.words IS 'Words of the text; Chinese, Japanese and Thai count by character.';
COMMENT ON COLUMN main.articles.relevance IS 'Distinct names of the incident found in title and text.';
COMMENT ON COLUMN main.articles.relevance_names IS 'Those names, as the incident file spells them.';
COMMENT ON COLUMN main.articles.found_at IS 'UTC moment of the visit that first gave the article. Run clock.';
COMMENT ON COLUMN main.articles.telling IS 'The telling it belongs to: address of the original, or of its first member where the original is unseen.';
COMMENT ON COLUMN main.articles.is_original IS 'Whether the telling began here; false for every member when the original is unseen.';
COMMENT ON COLUMN main.articles.of_url IS 'Its parent: the nearest source that gave at least 60 % of its text; null for originals and where no source is known.';
COMMENT ON COLUMN main.articles.presumed_retelling IS 'Whether it bears marks of a copy or translation whose source is not in the dataset: a credit, an agency''s mark, leftovers of another language.';
COMMENT ON COLUMN main.articles.presumed_evidence IS 'The marks that presumed_retelling goes by, as the page has them; null without any.';
COMMENT ON COLUMN main.articles.flags IS 'Doubts about the reading, such as extraction_suspect; aggregator where nothing on an aggregator''s page says whose text it is.';
COMMENT ON COLUMN main.articles.rights IS 'What headers and page say about its use, to all robots or to Retold, sorted: noarchive, max-snippet:50, tdm-reservation:1 …; empty when they say nothing, null when it was read before this was recorded.';
COMMENT ON COLUMN main.articles.shareable IS 'What rights leave to be handed on: full_text, excerpt or metadata. This view has the text in any case; retold export keeps to it.';
COMMENT ON COLUMN main.articles.edited IS 'What the editor has said of it in the place of what was found: published, outlet, relevant, telling; empty for nothing. The view overrides has both.';
COMMENT ON COLUMN main.articles.warc IS 'File in archive/ that holds the page; named after the run that first brought its body; null where nothing was archived. Run clock.';

COMMENT ON VIEW main.coverage_by_language IS 'One row per language of the coverage.';
COMMENT ON COLUMN main.coverage_by_language.language IS 'BCP-47 tag; und when nobody can tell, which may be several languages.';
COMMENT ON COLUMN main.coverage_by_language.language_name IS 'English name from Unicode CLDR; the tag itself where it has none.';
COMMENT ON COLUMN main.coverage_by_language.articles IS 'Articles in this language, copies included.';
COMMENT ON COLUMN main.coverage_by_language.tellings IS 'Tellings with at least one article in this language; not additive over rows, see summary for the total.';
COMMENT ON COLUMN main.coverage_by_language.own_tellings IS 'Tellings that began in this language: their original is one of its articles. Additive, but tellings whose original is unseen count nowhere.';
COMMENT ON COLUMN main.coverage_by_language.outlets IS 'Outlets with an article in this language; one that tells it in two languages counts in both rows.';
COMMENT ON COLUMN main.coverage_by_language.words IS 'Words of all articles; Chinese, Japanese and Thai count by character.';
COMMENT ON COLUMN main.coverage_by_language.first_published IS 'UTC moment of the earliest stated date, 00:00 where only the day is stated; null when no article here is dated.';
COMMENT ON COLUMN main.coverage_by_language.delay_days IS 'Calendar days between these two stated dates, in UTC where they state a moment; null when none here is dated.';
COMMENT ON COLUMN main.coverage_by_language.delay_hours IS 'Hours from the article that was first in any language to the one that was first here, as first_by_language names them. Null when either of the two states only a day, which gives no hours, or when none here is dated: see delay_days then.';

COMMENT ON VIEW main.coverage_by_outlet IS 'One row per outlet.';
COMMENT ON COLUMN main.coverage_by_outlet.outlet IS 'Registered domain of the outlet, see articles.outlet.';
COMMENT ON COLUMN main.coverage_by_outlet.outlet_name IS 'What readers call it, from the table of known outlets where it has one, else as most of its pages write it.';
COMMENT ON COLUMN main.coverage_by_outlet.country IS 'ISO 3166-1 alpha-2 code; null when nothing tells.';
COMMENT ON COLUMN main.coverage_by_outlet.languages IS 'BCP-47 tags of its articles, sorted.';
COMMENT ON COLUMN main.coverage_by_outlet.articles IS 'Its articles, copies included.';
COMMENT ON COLUMN main.coverage_by_outlet.own_tellings IS 'Its articles that began a telling: nobody is known to have told it so before.';
COMMENT ON COLUMN main.coverage_by_outlet.retold_from_others IS 'Its articles whose nearest source (articles.of_url) is another outlet''s.';
COMMENT ON COLUMN main.coverage_by_outlet.retold_by_others IS 'Other outlets'' articles whose nearest source is one of its own.';
COMMENT ON COLUMN main.coverage_by_outlet.first_published IS 'UTC moment of its earliest stated date, 00:00 where only the day is stated; null when none of its articles is dated.';
COMMENT ON COLUMN main.coverage_by_outlet.outlet_type IS 'agency, aggregator (nothing told whose text it shows), blog, broadcaster, government, magazine, newspaper, organisation, platform, portal or press_release; null for outlets that the table of known outlets lacks.';
COMMENT ON COLUMN main.coverage_by_outlet.owner IS 'Who owns the outlet, by that table; null where it does not say.';

COMMENT ON VIEW main.coverage_by_day IS 'One row per day and language; the articles that state no date stand in one row per language whose day is null.';
COMMENT ON COLUMN main.coverage_by_day.day IS 'The day in UTC where a moment is stated, else the day as stated; null for articles without a date.';
COMMENT ON COLUMN main.coverage_by_day.language IS 'BCP-47 tag; und when nobody can tell.';
COMMENT ON COLUMN main.coverage_by_day.articles IS 'Articles of that day in this language, copies included; adds up to summary.articles.';
COMMENT ON COLUMN main.coverage_by_day.tellings IS 'Tellings with an article of that day in this language; not additive, for one that goes on for days counts in each row.';
COMMENT ON COLUMN main.coverage_by_day.own_tellings IS 'Those of its articles that began a telling: new voices; additive.';
COMMENT ON COLUMN main.coverage_by_day.outlets IS 'Distinct outlets behind these articles; not additive.';

COMMENT ON VIEW main.first_by_language IS 'One row per language: who was first in it, by how much, and how sure that is.';
COMMENT ON COLUMN main.first_by_language.language IS 'BCP-47 tag; und when nobody can tell, which may be several languages.';
COMMENT ON COLUMN main.first_by_language.language_name IS 'English name from Unicode CLDR; the tag itself where it has none.';
COMMENT ON COLUMN main.first_by_language.url IS 'Article of the earliest stated day, and of one day that of the earliest stated moment, before those that state only the day; null when no article of the language is dated.';
COMMENT ON COLUMN main.first_by_language.outlet IS 'Registered domain of that article''s outlet; null without an article.';
COMMENT ON COLUMN main.first_by_language.published IS 'UTC moment that it states, 00:00 where it states only a day; null without an article.';
COMMENT ON COLUMN main.first_by_language.published_precision IS 'How exact that is: second, minute or day; null without an article.';
COMMENT ON COLUMN main.first_by_language.delay_hours IS 'Hours to it from the article that was first in any language. Null when either of the two states only a day, which gives no hours, or when there is none: see delay_days then.';
COMMENT ON COLUMN main.first_by_language.delay_days IS 'Calendar days between these two stated dates, in UTC where they state a moment; null without an article.';
COMMENT ON COLUMN main.first_by_language.certain IS 'Whether it was first of all dated articles of the language, whatever moment their dates allow; false without a dated article. Says nothing of undated ones, nor of what the dataset lacks.';
COMMENT ON COLUMN main.first_by_language.rivals IS 'Other dated articles of the language that may have been as early: what their date allows (articles.published_from) begins before this one''s has ended, or at that moment.';
COMMENT ON COLUMN main.first_by_language.undated IS 'Articles of the language without any date: each of them may have been earlier still.';
COMMENT ON COLUMN main.first_by_language.via IS 'How the story came into the language: the article in another one that this first article retells, its nearest source before partial ones; null when it is known to retell none.';
COMMENT ON COLUMN main.first_by_language.via_language IS 'BCP-47 tag of the article via; null where that is.';
COMMENT ON COLUMN main.first_by_language.via_kind IS 'translated_copy or translated_excerpt, and other kinds between languages as close as two scripts of Chinese; null where via is.';

COMMENT ON VIEW main.language_flow IS 'One row per two languages between which an article is known to have been retold. Retellings within a language are in the view retellings.';
COMMENT ON COLUMN main.language_flow.of_language IS 'BCP-47 tag of the sources.';
COMMENT ON COLUMN main.language_flow.language IS 'BCP-47 tag of the articles that retell them.';
COMMENT ON COLUMN main.language_flow.retellings IS 'Rows of the view retellings whose direction is known; an article with several partial sources counts once for each.';
COMMENT ON COLUMN main.language_flow.whole_retellings IS 'Those by which most of an article came: its one nearest source (articles.of_url).';
COMMENT ON COLUMN main.language_flow.articles IS 'Distinct articles that retell.';
COMMENT ON COLUMN main.language_flow.outlets IS 'Distinct outlets that retell.';
COMMENT ON COLUMN main.language_flow.shortest_lag_hours IS 'Hours from source to retelling where it went fastest; of those where both state a moment, null when there are none.';
COMMENT ON COLUMN main.language_flow.shortest_lag_days IS 'Calendar days where it went fastest, of those where both state a date; null when there are none.';
COMMENT ON COLUMN main.language_flow.median_lag_days IS 'Calendar days of the middle one of them; null when there are none.';

COMMENT ON VIEW main.changes IS 'One row per thing that differs between two wordings: a version of an article and the one before it, or a copy in the language of its source and that source, in the wording that was copied.';
COMMENT ON COLUMN main.changes.url IS 'The article that has changed, or that copies; see articles.url.';
COMMENT ON COLUMN main.changes.of_url IS 'The source of a copy; the article itself where its own earlier version is compared.';
COMMENT ON COLUMN main.changes.version IS 'Number of the later version, see versions.version; null where a copy is compared with its source.';
COMMENT ON COLUMN main.changes.place IS 'Counts the changed sentences of these two wordings from 0; all rows of one sentence share it. −1 is the headline.';
COMMENT ON COLUMN main.changes.what IS 'sentence: the whole of it, changed, added, dropped, or the headline; and within it number (in digits) and name (by its capitals; not in scripts without them) where one stands in the place of another, and quotation, also added or dropped.';
COMMENT ON COLUMN main.changes.before IS 'As the earlier version or the source has it; null for what was added.';
COMMENT ON COLUMN main.changes.after IS 'As the later version or the copy has it; null for what was dropped.';

COMMENT ON VIEW main.pairs IS 'One row per pair of articles that share words, copies or not.';
COMMENT ON COLUMN main.pairs.url IS 'The article that retells, where the direction is known; else the smaller address.';
COMMENT ON COLUMN main.pairs.outlet IS 'Registered domain of the outlet of url.';
COMMENT ON COLUMN main.pairs.language IS 'BCP-47 tag of url; und when nobody can tell.';
COMMENT ON COLUMN main.pairs.of_url IS 'The article it has words from, where the direction is known.';
COMMENT ON COLUMN main.pairs.of_outlet IS 'Registered domain of the outlet of of_url.';
COMMENT ON COLUMN main.pairs.of_language IS 'BCP-47 tag of of_url; und when nobody can tell.';
COMMENT ON COLUMN main.pairs.kind IS 'exact_copy, near_copy, excerpt, translated_copy, translated_excerpt; shares_quotation is no copy.';
COMMENT ON COLUMN main.pairs.score IS '0 to 1, of the rule that decided; comparable within a kind only. Null where only the editor says that the two relate.';
COMMENT ON COLUMN main.pairs.text_share IS 'Share of url''s own characters, outside quotations, that come from of_url; null where only the editor says so, for nobody has measured it.';
COMMENT ON COLUMN main.pairs.of_text_share IS 'Share of of_url''s own characters, outside quotations, that stands in url; null where only the editor says that the two relate.';
COMMENT ON COLUMN main.pairs.direction IS 'known: url retells of_url; unknown: nobody can tell, and the pair stands once.';
COMMENT ON COLUMN main.pairs.cue IS 'What the direction rests on, editor where the editor has said it; where it is unknown, none or the cues that contradict one another.';
COMMENT ON COLUMN main.pairs.confidence IS '0 to 1: how often the cue is right where the answer is known; 0 where the direction is unknown.';
COMMENT ON COLUMN main.pairs.evidence IS 'JSON: the rule that decided and the numbers behind it; retold explain URL URL shows the words themselves.';

COMMENT ON VIEW main.retellings IS 'One row per article and its nearest source, or a partial source, or a copy whose direction is unknown.';
COMMENT ON COLUMN main.retellings.url IS 'The article that retells, where the direction is known; else the smaller of the two addresses.';
COMMENT ON COLUMN main.retellings.outlet IS 'Registered domain of the outlet of url.';
COMMENT ON COLUMN main.retellings.language IS 'BCP-47 tag of url; und when nobody can tell.';
COMMENT ON COLUMN main.retellings.of_url IS 'Its source, where the direction is known; else the larger of the two addresses.';
COMMENT ON COLUMN main.retellings.of_outlet IS 'Registered domain of the outlet of of_url.';
COMMENT ON COLUMN main.retellings.of_language IS 'BCP-47 tag of of_url; und when nobody can tell.';
COMMENT ON COLUMN main.retellings.kind IS 'exact_copy, near_copy, excerpt, translated_copy or translated_excerpt.';
COMMENT ON COLUMN main.retellings.score IS '0 to 1, of the rule that decided; null where only the editor says that the two relate.';
COMMENT ON COLUMN main.retellings.text_share IS 'Share of url''s own characters, outside quotations, that come from of_url; null where only the editor says so.';
COMMENT ON COLUMN main.retellings.direction IS 'known: url retells of_url; unknown: who had it first is open.';
COMMENT ON COLUMN main.retellings.cue IS 'What the direction rests on, such as credit, link, date or editor; where it is unknown, none or the cues that contradict one another.';
COMMENT ON COLUMN main.retellings.lag_hours IS 'Hours from the source''s publication to url''s; null when either side states only a day, or nothing.';
COMMENT ON COLUMN main.retellings.lag_days IS 'Calendar days between the two stated dates; null when either side has none.';

COMMENT ON VIEW main.tellings IS 'One row per telling: an original and all that retells most of it, in any language.';
COMMENT ON COLUMN main.tellings.telling IS 'Address of the original, or of the first member where the original is unseen.';
COMMENT ON COLUMN main.tellings.original_url IS 'The original; null when it is not in the dataset or cannot be told.';
COMMENT ON COLUMN main.tellings.articles IS 'How many articles tell it, original and copies; never 0.';
COMMENT ON COLUMN main.tellings.languages IS 'BCP-47 tags of its articles, sorted.';
COMMENT ON COLUMN main.tellings.outlets IS 'Distinct outlets that carried it, the original''s included where it is held.';
COMMENT ON COLUMN main.tellings.first_published IS 'UTC moment of the earliest stated date in it, 00:00 where only the day is stated; null when no member is dated.';
COMMENT ON COLUMN main.tellings.last_published IS 'UTC moment of the latest stated date in it, likewise; null when no member is dated.';
COMMENT ON COLUMN main.tellings.presumed_retelling IS 'Whether a member bears marks of a source that is not in the dataset.';

COMMENT ON VIEW main.versions IS 'One row per text that an article''s page has had, since it was first read.';
COMMENT ON COLUMN main.versions.url IS 'Address of the article whose text it was, see articles.url.';
COMMENT ON COLUMN main.versions.version IS 'Counts from 1 in the order in which the texts were seen; edits between two visits are not seen.';
COMMENT ON COLUMN main.versions.is_current IS 'Whether this is the text that the view articles and all relations speak of.';
COMMENT ON COLUMN main.versions.title IS 'Headline that went with this text.';
COMMENT ON COLUMN main.versions.text IS 'The text, a paragraph a line.';
COMMENT ON COLUMN main.versions.seen_at IS 'UTC moment when this text was first seen. Run clock.';

COMMENT ON VIEW main.summary IS 'One row: the size of the story.';
COMMENT ON COLUMN main.summary.articles IS 'All articles, copies included.';
COMMENT ON COLUMN main.summary.voices IS 'Independent voices: the number of tellings.';
COMMENT ON COLUMN main.summary.outlets IS 'Distinct outlets that have an article here; the rows of coverage_by_outlet.';
COMMENT ON COLUMN main.summary.languages IS 'Distinct languages of the articles, und counted as one; the rows of coverage_by_language.';
COMMENT ON COLUMN main.summary.first_published IS 'UTC moment of the earliest stated date, 00:00 where only the day is stated; null when no article is dated.';
COMMENT ON COLUMN main.summary.last_published IS 'UTC moment of the latest stated date, likewise; null when no article is dated.';
COMMENT ON COLUMN main.summary.presumed_retellings IS 'Articles that bear marks of a source that is not in the dataset; each still counts as a voice.';

COMMENT ON VIEW main.side_by_side IS 'One row per sentence of every article and one per headline, original beside translation, whatever is translated.';
COMMENT ON COLUMN main.side_by_side.url IS 'Address of the article that it is a sentence of, see articles.url.';
COMMENT ON COLUMN main.side_by_side.language IS 'BCP-47 tag of the original; und when nobody can tell.';
COMMENT ON COLUMN main.side_by_side.position IS 'Place in the text, from 0; −1 is the headline, which an article without one lacks.';
COMMENT ON COLUMN main.side_by_side.original IS 'The sentence as written.';
COMMENT ON COLUMN main.side_by_side.translation IS 'Its English; null while untranslated; the sentence itself in English articles.';
COMMENT ON COLUMN main.side_by_side.engine IS 'Engine that made it; original in English articles, none where there was nothing to translate or nobody could: then flags say untranslated.';
COMMENT ON COLUMN main.side_by_side.engine_version IS 'Version of the engine and what it translated by, dictionaries or a model; empty where there is no engine.';
COMMENT ON COLUMN main.side_by_side.flags IS 'Doubts that a check raised: numbers_differ (some may be written out), names_changed (a name or address is not spelt as in the original), term_missing (a term of the glossary is not rendered as asked for), unknown_words (words that the engine left as they were), unchanged (the original letter for letter), length_unusual (shorter or longer than translations are); and gist where the engine tells only the sense of this language, already_english where the sentence was English, untranslated where there is no translation.';

COMMENT ON VIEW main.untranslated IS 'One row per language and reason: sentences and headlines that have no English. The next run tries them again, but for those of unknown language.';
COMMENT ON COLUMN main.untranslated.language IS 'BCP-47 tag of the articles; und when nobody can tell.';
COMMENT ON COLUMN main.untranslated.reason IS 'What each engine said when they were last asked, in that order; no engine where the incident names none, budget where the run had no characters left, not_tried where no run has come to it, unknown_language.';
COMMENT ON COLUMN main.untranslated.segments IS 'Distinct sentences and headlines; those in several articles count once, under the reason that holds for all of them.';
COMMENT ON COLUMN main.untranslated.articles IS 'Articles that hold one of them; not additive over rows.';
COMMENT ON COLUMN main.untranslated.characters IS 'Their length in Unicode characters: what they take of the budget of a run.';

COMMENT ON VIEW main.translations_by_engine IS 'One row per engine, its version, and language it has translated from: the whole translation memory, readings that others have replaced too.';
COMMENT ON COLUMN main.translations_by_engine.engine IS 'The engine. What needed none has no row.';
COMMENT ON COLUMN main.translations_by_engine.engine_version IS 'Its version and what it translated by, dictionaries or a model.';
COMMENT ON COLUMN main.translations_by_engine.language IS 'Language translated from, BCP-47.';
COMMENT ON COLUMN main.translations_by_engine.segments IS 'Distinct sentences and headlines that it has translated, also of texts that have changed since.';
COMMENT ON COLUMN main.translations_by_engine.standing IS 'Those of present articles whose reading is its today.';
COMMENT ON COLUMN main.translations_by_engine.articles IS 'Articles with such a reading.';
COMMENT ON COLUMN main.translations_by_engine.flagged IS '0 to 1: share of its translations that bear a flag, gist apart.';
COMMENT ON COLUMN main.translations_by_engine.flags IS 'Flag -> share of its translations that bear it; a translation may bear several.';
COMMENT ON COLUMN main.translations_by_engine.gist IS 'Whether it gives only the gist of this language: fit for knowing what a text is about, not for quoting.';
COMMENT ON COLUMN main.translations_by_engine.first_used IS 'UTC moment of its first translation here. Run clock.';
COMMENT ON COLUMN main.translations_by_engine.last_used IS 'UTC moment of its newest. Run clock.';

COMMENT ON VIEW main.links IS 'One row per address that a source named: where it came from and what became of it. The view ledger counts these rows.';
COMMENT ON COLUMN main.links.url IS 'Address in its canonical spelling.';
COMMENT ON COLUMN main.links.stage IS 'Last stage reached: discover, scrape, extract, translate, publish; editor for what the editor has dropped.';
COMMENT ON COLUMN main.links.outcome IS 'article, alias (another address of an article), dropped or waiting for a later run.';
COMMENT ON COLUMN main.links.reason IS 'Short word for why it is there; empty where nothing is missing, untranslated for an article without an English reading.';
COMMENT ON COLUMN main.links.detail IS 'What the server or the page said, or which rule spoke; null where the reason says all.';
COMMENT ON COLUMN main.links.alias_of IS 'The article that it is another address of; null for all but aliases.';
COMMENT ON COLUMN main.links.found_first_by IS 'Kind of the source that named it before all others, of several at one moment the first by name; null where no source is on record. Run clock.';
COMMENT ON COLUMN main.links.found_by IS 'Kinds of all sources that named it, by name; null where no source is on record.';
COMMENT ON COLUMN main.links.found_at IS 'UTC moment at which a source first named it; null where no source is on record. Run clock.';
COMMENT ON COLUMN main.links.title_hint IS 'Headline as the source gives it, before the page was read; null where it gives none.';
COMMENT ON COLUMN main.links.published_hint IS 'UTC moment as the source gives it; null where it gives none.';
COMMENT ON COLUMN main.links.retry_at IS 'UTC moment from which it may be asked for again; null when at once or never. Run clock.';

COMMENT ON VIEW main.ledger IS 'One row per stage and outcome: where every link ended. Adds up to all links, the sources that failed, and the overrides that meet no article.';
COMMENT ON COLUMN main.ledger.stage IS 'Last stage reached: discover, scrape, extract, translate, publish; editor for what the editor has dropped, and for overrides that meet no article.';
COMMENT ON COLUMN main.ledger.outcome IS 'article, alias (another address of an article), dropped, waiting, or capped (a limit of deduplicate was met: reason shingles, same_text or slips, see core.capped).';
COMMENT ON COLUMN main.ledger.reason IS 'Short word for why it is there; empty where nothing is missing, editor where the editor alone calls it relevant.';
COMMENT ON COLUMN main.ledger.items IS 'Links; in stage discover, sources that failed; of reason override, overrides.';

COMMENT ON VIEW main.overrides IS 'One row per table of the editor''s file of overrides, whether it meets articles or not.';
COMMENT ON COLUMN main.overrides.place IS 'Table of the file, such as pairs[2].';
COMMENT ON COLUMN main.overrides.url IS 'The article that it speaks of; the address as it was given where there is none.';
COMMENT ON COLUMN main.overrides.of_url IS 'The other article of a pair; null for what is said of one article.';
COMMENT ON COLUMN main.overrides.said IS 'JSON: what the editor says.';
COMMENT ON COLUMN main.overrides.found IS 'JSON: what would stand there without it; null where it meets nothing.';
COMMENT ON COLUMN main.overrides.why IS 'The editor''s reason; null when none is given.';
COMMENT ON COLUMN main.overrides.holds IS 'Whether it meets articles of the dataset, and is applied.';
COMMENT ON COLUMN main.overrides.unmet IS 'Why it is not; null when it is.';

-- The same as a table, for tools that show no comments, and for files beside this one.
DELETE FROM meta.data_dictionary;

INSERT INTO meta.data_dictionary BY NAME
SELECT
    schema_name,
    table_name AS relation,
    CASE WHEN is_view THEN 'view' ELSE 'table' END AS kind,
    column_name,
    place,
    type,
    comment,
    contains(comment, 'Run clock') AS is_run_clock
FROM (
    SELECT
        columns.schema_name, columns.table_name, views.view_name IS NOT NULL AS is_view, columns.column_name,
        columns.column_index AS place, columns.data_type AS type, columns.comment
    FROM duckdb_columns() AS columns
    LEFT JOIN duckdb_views() AS views
        ON
            views.database_name = columns.database_name AND views.schema_name = columns.schema_name
            AND views.view_name = columns.table_name
    WHERE columns.database_name = 'work'
    UNION ALL
    SELECT schema_name, view_name, true AS is_view, NULL AS column_name, 0 AS place, NULL AS type, comment
    FROM duckdb_views() WHERE database_name = 'work'
    UNION ALL
    SELECT schema_name, table_name, false AS is_view, NULL AS column_name, 0 AS place, NULL AS type, comment
    FROM duckdb_tables() WHERE database_name = 'work'
)
WHERE schema_name IN ('main', 'core', 'meta') AND comment IS NOT NULL
ORDER BY list_position(['main', 'core', 'meta'], schema_name), relation, place;
