-- Relations between articles instead of texts, of those that are related again: of two that had several versions, the
-- relation between those that are nearest. Many articles with one and the same text are related to the first of them
-- only: all pairs of a thousand reprints would be half a million rows that say nothing more.
WITH members AS (
    SELECT
        wordings.url,
        wordings.evidence_sha256,
        wordings.is_current,
        row_number() OVER (
            PARTITION BY wordings.evidence_sha256
            ORDER BY wordings.is_current DESC, articles.published_from NULLS LAST, wordings.url
        ) AS place
    FROM core.wordings AS wordings
    JOIN core.edited AS articles ON articles.url = wordings.url
    WHERE
        wordings.evidence_sha256 IN (
            SELECT evidence_sha256 FROM core.signatures WHERE method = $method AND len(sketch) > 0
        )
        AND wordings.url NOT IN (SELECT url FROM meta.related)
),

judged AS (
    SELECT relations.*
    FROM core.relations AS relations
    SEMI JOIN core.candidates AS candidates
        ON
            candidates.evidence_sha256 = relations.evidence_sha256
            AND candidates.of_evidence_sha256 = relations.of_evidence_sha256
    WHERE relations.kind IS NOT NULL AND relations.method_version = $method
),

wanted AS MATERIALIZED (
    SELECT url, text_sha256 FROM core.edited
    WHERE url IN (
        SELECT url FROM members
        WHERE evidence_sha256 IN (SELECT unnest([evidence_sha256, of_evidence_sha256]) FROM judged)
    )
),

-- The bodies that core.told has, of these articles only: it would read those of all.
told AS MATERIALIZED (
    SELECT wanted.url, lower(regexp_replace(texts.body, '[\s-]+', '', 'g')) AS body, told.known_as
    FROM wanted
    JOIN (
        SELECT text_sha256, body FROM core.texts WHERE text_sha256 IN (SELECT text_sha256 FROM wanted)
    ) AS texts ON texts.text_sha256 = wanted.text_sha256
    JOIN core.told AS told ON told.url = wanted.url
),

found AS (
    SELECT
        one.url,
        other.url AS of_url,
        'exact_copy' AS kind,
        1.0 AS score,
        1.0 AS text_share,
        1.0 AS of_text_share,
        '{"rule": "same text"}' AS evidence,
        [NOT one.is_current, NOT other.is_current] AS earlier_version,
        false AS names_other,
        false AS named_by_other
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
        relations.evidence,
        [NOT one.is_current, NOT other.is_current] AS earlier_version,
        relations.kind <> 'shares_quotation'
        AND list_bool_or(list_transform(other_told.known_as, LAMBDA name: contains(one_told.body, name)))
            AS names_other,
        relations.kind <> 'shares_quotation'
        AND list_bool_or(list_transform(one_told.known_as, LAMBDA name: contains(other_told.body, name)))
            AS named_by_other
    FROM judged AS relations
    JOIN members AS one ON one.evidence_sha256 = relations.evidence_sha256 AND one.place <= $most_related
    JOIN members AS other ON other.evidence_sha256 = relations.of_evidence_sha256 AND other.place <= $most_related
    JOIN told AS one_told ON one_told.url = one.url
    JOIN told AS other_told ON other_told.url = other.url
)

SELECT
    url,
    of_url,
    kind,
    score,
    text_share,
    of_text_share,
    CASE
        WHEN list_bool_or(earlier_version)
            THEN json_merge_patch(evidence, json_object('earlier_version', earlier_version))::VARCHAR
        ELSE evidence
    END AS evidence,
    names_other,
    named_by_other
FROM found
WHERE url <> of_url
QUALIFY row_number() OVER (
    PARTITION BY least(url, of_url), greatest(url, of_url)
    ORDER BY
        list_position(['exact_copy', 'near_copy', 'translated_copy', 'excerpt', 'translated_excerpt'], kind) NULLS LAST,
        least(text_share, of_text_share) DESC, list_bool_or(earlier_version), url, text_share DESC, evidence
) = 1
