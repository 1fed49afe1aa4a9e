-- Which files of the archive are in the dataset: a page's body may lie in another file than its visit was noted in, and
-- a file may hold no page at all.
CREATE TABLE core.journals (
    warc VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE core.journals IS 'One row per file of archive/ whose records are in the dataset.';
COMMENT ON COLUMN core.journals.warc IS 'Its name. Run clock.';
COMMENT ON COLUMN core.journals.run_id IS 'The run that wrote it, see core.runs. Run clock.';

INSERT INTO core.journals
SELECT DISTINCT warc, split_part(split_part(warc, '.', 1), '-', 2) FROM core.visits WHERE warc IS NOT NULL;

-- The name of an outlet is the one that most of its articles give it, whatever the order in which they were read.
ALTER TABLE core.articles ADD COLUMN outlet_name VARCHAR;
ALTER TABLE core.articles ADD COLUMN country VARCHAR;
COMMENT ON COLUMN core.articles.outlet_name IS 'Name of the outlet as this page has it; null when it was read before this was recorded.';
COMMENT ON COLUMN core.articles.country IS 'ISO 3166-1 alpha-2 code of where the outlet is made, as far as this page tells; null when nothing does.';

COMMENT ON COLUMN core.sightings.source IS 'Kind of source: urls, feeds, sitemaps, files; canonical for addresses that pages gave as their own; archive for visits whose source is not recorded there.';
COMMENT ON COLUMN core.visits.warc IS 'File in archive/ that holds the body, an earlier one where the same body lay there already; null when nothing was archived.';
COMMENT ON COLUMN core.visits.warc_offset IS 'Byte offset of the record with the body in that file; of the answer''s where there is no body.';
