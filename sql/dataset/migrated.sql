-- Which migrations has this dataset gone through?
SELECT file_name, checksum_sha256 FROM meta.migrations ORDER BY file_name;
