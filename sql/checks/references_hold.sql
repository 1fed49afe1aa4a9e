-- What points at something points at something that is there.
SELECT 'articles.text_sha256' AS reference, url AS broken FROM core.articles ANTI JOIN core.texts USING (text_sha256)
UNION ALL
SELECT 'articles.outlet', url FROM core.edited ANTI JOIN core.outlets USING (outlet)
UNION ALL
SELECT 'versions.url', url FROM core.versions ANTI JOIN core.articles USING (url)
UNION ALL
SELECT 'versions.text_sha256', url FROM core.versions ANTI JOIN core.texts USING (text_sha256)
UNION ALL
SELECT 'sightings.url', url FROM core.sightings ANTI JOIN core.links USING (url)
UNION ALL
SELECT 'readings.url', url FROM core.readings ANTI JOIN core.links USING (url)
UNION ALL
SELECT 'english.url', url FROM core.english ANTI JOIN core.articles USING (url)
UNION ALL
SELECT 'pairs.url', url FROM core.pairs ANTI JOIN core.articles USING (url)
UNION ALL
SELECT 'pairs.of_url', of_url FROM core.pairs ANTI JOIN core.articles AS sources ON sources.url = pairs.of_url
UNION ALL
SELECT 'relations.evidence_sha256', evidence_sha256
FROM core.relations ANTI JOIN core.texts ON texts.text_sha256 = relations.evidence_sha256
UNION ALL
SELECT 'relations.of_evidence_sha256', of_evidence_sha256
FROM core.relations ANTI JOIN core.texts ON texts.text_sha256 = relations.of_evidence_sha256
UNION ALL
SELECT 'differences.text_sha256', text_sha256 FROM core.differences ANTI JOIN core.texts USING (text_sha256)
UNION ALL
SELECT 'differences.of_text_sha256', of_text_sha256
FROM core.differences ANTI JOIN core.texts ON texts.text_sha256 = differences.of_text_sha256;
