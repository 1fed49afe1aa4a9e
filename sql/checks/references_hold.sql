-- What points at something points at something that is there.
SELECT 'articles.text_sha256' AS reference, url AS broken FROM core.articles ANTI JOIN core.texts USING (text_sha256)
UNION ALL
SELECT 'articles.outlet', url FROM core.articles ANTI JOIN core.outlets USING (outlet)
UNION ALL
SELECT 'versions.url', url FROM core.versions ANTI JOIN core.articles USING (url)
UNION ALL
SELECT 'sightings.url', url FROM core.sightings ANTI JOIN core.links USING (url)
UNION ALL
SELECT 'pairs.url', url FROM core.pairs ANTI JOIN core.articles USING (url)
UNION ALL
SELECT 'pairs.of_url', of_url FROM core.pairs ANTI JOIN core.articles AS sources ON sources.url = pairs.of_url;
