-- How often a limit was met.
INSERT OR REPLACE INTO core.capped
SELECT 'shingles' AS what, count(*) AS items FROM meta.frequent
UNION ALL
SELECT 'same_text' AS what, coalesce(sum(articles - $most_articles), 0)::BIGINT FROM (
    SELECT count(*) AS articles FROM core.articles
    WHERE evidence_sha256 IN (SELECT evidence_sha256 FROM core.signatures WHERE method = $method AND len(sketch) > 0)
    GROUP BY evidence_sha256 HAVING count(*) > $most_articles
)
UNION ALL
SELECT 'slips' AS what, count(*) AS items FROM meta.crowded
