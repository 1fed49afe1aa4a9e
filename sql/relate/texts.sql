-- These texts, as they were read.
SELECT text_sha256, body FROM core.texts WHERE text_sha256 IN (SELECT unnest($hashes))
