-- staged: text_sha256, keys, chars.
INSERT OR IGNORE INTO meta.lines SELECT text_sha256, keys, chars FROM staged;
