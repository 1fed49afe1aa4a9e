-- staged: evidence_sha256, method, language, sentences, vectors (of the sampled sentences).
INSERT OR IGNORE INTO core.vectors (evidence_sha256, method, language, sentences, sample)
SELECT evidence_sha256, method, language, sentences, vectors FROM staged;
