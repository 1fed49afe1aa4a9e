-- All that pairs and tellings are made of, an article and text each, as one number. $began: a day before which nobody
-- can have told the story; $unseen: credit lines that name nobody whose articles are held.
CREATE OR REPLACE TEMP TABLE states AS
WITH judged AS (
    SELECT relations.*
    FROM core.relations AS relations
    SEMI JOIN core.candidates AS candidates
        ON
            candidates.evidence_sha256 = relations.evidence_sha256
            AND candidates.of_evidence_sha256 = relations.of_evidence_sha256
    WHERE relations.method_version = $method AND relations.kind IS NOT NULL
),

sides AS (
    SELECT evidence_sha256, hash(judged) AS said FROM judged
    UNION ALL
    SELECT of_evidence_sha256, hash(judged) FROM judged
),

texts AS (SELECT evidence_sha256, bit_xor(said) AS said FROM sides GROUP BY evidence_sha256)

SELECT
    wordings.url,
    wordings.evidence_sha256,
    bit_xor(
        hash(
            hash(articles), hash(outlets), wordings.text_sha256, wordings.is_current, texts.said,
            list_contains($unseen, articles.credit), $began, $method
        )
    ) AS state
FROM core.wordings AS wordings
JOIN core.articles AS articles ON articles.url = wordings.url
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
LEFT JOIN texts ON texts.evidence_sha256 = wordings.evidence_sha256
GROUP BY wordings.url, wordings.evidence_sha256
