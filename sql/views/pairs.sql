-- What do any two articles have in common?
-- LEFT, though both sides are always there: where a query reads a view with two inner joins of one table twice, DuckDB
-- 2.0.0 takes the columns of one side for those of the other.
CREATE OR REPLACE VIEW main.pairs AS
SELECT
    pairs.url,
    articles.outlet,
    articles.language,
    pairs.of_url,
    sources.outlet AS of_outlet,
    sources.language AS of_language,
    pairs.kind,
    pairs.score,
    pairs.text_share,
    pairs.of_text_share,
    pairs.direction,
    pairs.cue,
    pairs.confidence,
    pairs.evidence
FROM core.pairs AS pairs
JOIN core.edited AS articles ON articles.url = pairs.url
LEFT JOIN core.edited AS sources ON sources.url = pairs.of_url
ORDER BY pairs.url, pairs.of_url;
