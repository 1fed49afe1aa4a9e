-- Answers that are not in the archive any more. staged: warc, warc_offset.
DELETE FROM core.visits AS visits
USING staged WHERE visits.warc = staged.warc AND visits.warc_offset = staged.warc_offset;
