-- Relations between articles instead of texts. Many articles with one and the same text are related to the first of
-- them only: all pairs of a thousand reprints would be half a million rows that say nothing more.
WITH members AS (
    SELECT
        url,
        evidence_sha256,
        row_number() OVER (PARTITION BY evidence_sha256 ORDER BY published_from NULLS LAST, url) AS place
    FROM core.articles
    WHERE evidence_sha256 IN (SELECT evidence_sha256 FROM core.signatures WHERE method = $method AND len(sketch) > 0)
),

candidates AS (SELECT DISTINCT evidence_sha256, of_evidence_sha256 FROM core.candidates)

SELECT
    one.url,
    other.url AS of_url,
    'exact_copy' AS kind,
    1.0 AS score,
    1.0 AS text_share,
    1.0 AS of_text_share,
    '{"rule": "same text"}' AS evidence
FROM members AS one
JOIN members AS other ON other.evidence_sha256 = one.evidence_sha256 AND other.place > one.place
WHERE other.place <= $most_articles OR one.place = 1
UNION ALL
SELECT
    one.url,
    other.url AS of_url,
    relations.kind,
    relations.score,
    relations.text_share,
    relations.of_text_share,
    relations.evidence
FROM core.relations AS relations
SEMI JOIN candidates
    ON candidates.evidence_sha256 = relations.evidence_sha256
    AND candidates.of_evidence_sha256 = relations.of_evidence_sha256
JOIN members AS one ON one.evidence_sha256 = relations.evidence_sha256 AND one.place <= $most_related
JOIN members AS other ON other.evidence_sha256 = relations.of_evidence_sha256 AND other.place <= $most_related
WHERE relations.kind IS NOT NULL AND relations.method_version = $method
