-- What changed between wordings. staged: the columns of core.differences.
INSERT INTO core.differences BY NAME SELECT DISTINCT ON (text_sha256, of_text_sha256) * FROM staged;
