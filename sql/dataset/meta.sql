-- The list of migrations that a dataset has gone through; made before the first one.
CREATE SCHEMA IF NOT EXISTS meta;

CREATE TABLE IF NOT EXISTS meta.migrations (
    file_name VARCHAR PRIMARY KEY,
    checksum_sha256 VARCHAR NOT NULL
);
COMMENT ON TABLE meta.migrations IS 'One row per file of sql/migrations/ that this dataset has gone through.';
COMMENT ON COLUMN meta.migrations.file_name IS 'File; their numbers give the order.';
COMMENT ON COLUMN meta.migrations.checksum_sha256 IS 'SHA-256 of the file as it ran: migrations never change.';
