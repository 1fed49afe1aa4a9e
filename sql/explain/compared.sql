-- Which versions of two articles are compared: those that are nearest, the current ones where none relate.
SELECT
    one.evidence_sha256, other.evidence_sha256 AS of_evidence_sha256, one.is_current, other.is_current AS of_is_current
FROM core.wordings AS one
JOIN core.wordings AS other ON one.url = $url AND other.url = $of_url
LEFT JOIN core.relations AS relations
    ON
        relations.evidence_sha256 = least(one.evidence_sha256, other.evidence_sha256)
        AND relations.of_evidence_sha256 = greatest(one.evidence_sha256, other.evidence_sha256)
        AND relations.kind IS NOT NULL
        AND relations.method_version = $method
ORDER BY
    one.evidence_sha256 = other.evidence_sha256 DESC,
    list_position(
        ['exact_copy', 'near_copy', 'translated_copy', 'excerpt', 'translated_excerpt'], relations.kind
    ) NULLS LAST,
    least(relations.text_share, relations.of_text_share) DESC NULLS LAST,
    one.is_current DESC, other.is_current DESC, one.evidence_sha256, other.evidence_sha256
LIMIT 1
