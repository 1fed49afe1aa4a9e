-- Everything that judges need of these texts.
SELECT
    texts.text_sha256 AS evidence_sha256,
    any_value(read.language) AS language,
    any_value(texts.body) AS body,
    any_value(read.text_en) AS english,
    any_value(
        coalesce(
            vectors.whole,
            CASE WHEN octet_length(vectors.sample) = vectors.sentences * $bytes THEN vectors.sample END
        )
    ) AS packed,
    any_value(CASE WHEN vectors.whole IS NULL THEN vectors.sample END) AS sampled
FROM core.texts AS texts
JOIN (
    SELECT wordings.evidence_sha256, min(wordings.language) AS language, min(english.text_en) AS text_en
    FROM core.wordings AS wordings
    LEFT JOIN core.english AS english ON english.url = wordings.url AND wordings.is_current
    WHERE wordings.evidence_sha256 IN (SELECT unnest($hashes))
    GROUP BY wordings.evidence_sha256
) AS read ON read.evidence_sha256 = texts.text_sha256
LEFT JOIN core.vectors AS vectors ON vectors.evidence_sha256 = texts.text_sha256 AND vectors.method = $method
GROUP BY texts.text_sha256
