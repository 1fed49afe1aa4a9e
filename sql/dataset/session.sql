-- Times go in and out as UTC, and text is compressed once at the end of a run instead of after every batch.
SET TimeZone = 'UTC';
SET checkpoint_threshold = '1GB';

-- DuckDB 2.0.0 takes one reading of a view for another that has other columns.
SET disabled_optimizers = 'common_subplan';
