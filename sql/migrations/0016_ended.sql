-- Where every link ended, said once for the views that list and count it.
CREATE VIEW core.ended AS
SELECT
    links.url,
    CASE
        WHEN edits.relevant = false THEN 'editor'
        WHEN links.outcome <> 'article' THEN links.stage
        WHEN english.text_en IS NULL THEN 'translate'
        ELSE 'publish'
    END AS stage,
    CASE WHEN edits.relevant = false THEN 'dropped' ELSE links.outcome END AS outcome,
    CASE
        WHEN edits.relevant = false THEN 'off_topic'
        WHEN links.outcome = 'article' AND english.text_en IS NULL THEN 'untranslated'
        ELSE links.reason
    END AS reason
FROM core.links AS links
LEFT JOIN core.english AS english ON english.url = links.url
LEFT JOIN core.edits AS edits ON edits.url = links.url;
COMMENT ON VIEW core.ended IS 'One row per link: where it ended, the editor''s word included.';
COMMENT ON COLUMN core.ended.url IS 'Address as it was found, see core.links.';
COMMENT ON COLUMN core.ended.stage IS 'Last stage reached: discover, scrape, extract, translate, publish; editor for what the editor has dropped.';
COMMENT ON COLUMN core.ended.outcome IS 'article, alias (another address of an article), dropped or waiting.';
COMMENT ON COLUMN core.ended.reason IS 'Short word for why it is there; empty where nothing is missing.';
