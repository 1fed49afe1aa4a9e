-- Note a migration that has just run.
INSERT INTO meta.migrations (file_name, checksum_sha256) VALUES ($file_name, $checksum_sha256);
