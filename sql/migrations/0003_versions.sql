-- What an article said earlier relates to others as well: whoever copied it then has copied that.
ALTER TABLE core.versions ADD COLUMN evidence_sha256 VARCHAR;
COMMENT ON COLUMN core.versions.evidence_sha256 IS 'This text without its outlet''s boilerplate, for a text that is not the current one any more; null until the next run has related it.';

CREATE VIEW core.wordings AS
SELECT url, outlet, language, text_sha256, evidence_sha256, true AS is_current FROM core.articles
UNION ALL
SELECT versions.url, articles.outlet, articles.language, versions.text_sha256, versions.evidence_sha256, false
FROM core.versions AS versions
JOIN core.articles AS articles ON articles.url = versions.url AND articles.text_sha256 <> versions.text_sha256;
COMMENT ON VIEW core.wordings IS 'One row per article and text that it has or had: all that others may have copied.';
COMMENT ON COLUMN core.wordings.url IS 'The article.';
COMMENT ON COLUMN core.wordings.outlet IS 'Its outlet, see core.outlets.';
COMMENT ON COLUMN core.wordings.language IS 'BCP-47 tag of its current text.';
COMMENT ON COLUMN core.wordings.text_sha256 IS 'The text as it was read, see core.texts.';
COMMENT ON COLUMN core.wordings.evidence_sha256 IS 'The text without its outlet''s boilerplate: what is compared.';
COMMENT ON COLUMN core.wordings.is_current IS 'Whether the article says this now.';

COMMENT ON COLUMN core.pairs.cue IS 'What tells the direction: credit, canonical, link, translated_from, named, date, part, patchwork, lost_form, date_and_text; or why nobody can: none, common_source (both have it from a third), one_of_several (from one of several siblings), or an answer against another, such as date against credit, or date against others, who name the one as their source.';
