-- Times go in and out as UTC, and text is compressed once at the end of a run instead of after every batch.
SET TimeZone = 'UTC';
SET checkpoint_threshold = '1GB';
