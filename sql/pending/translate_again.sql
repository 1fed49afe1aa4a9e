-- Sentences and headlines whose reading one of these engines made, or bears one of these flags ($names), and who has
-- made a reading of it with the names and terms of today. What waits anyway is left out.
SELECT
    sentences.segment_sha256,
    sentences.language AS source,
    any_value(sentences.original) AS original,
    any_value(made.by) AS made
FROM core.sentences AS sentences
JOIN core.articles AS articles ON articles.url = sentences.url
JOIN core.standing AS standing
    ON standing.segment_sha256 = sentences.segment_sha256 AND standing.source = sentences.language
LEFT JOIN core.terms AS terms
    ON terms.segment_sha256 = sentences.segment_sha256 AND terms.source = sentences.language
JOIN (
    SELECT segment_sha256, source, glossary_version, list((engine, engine_version)) AS by
    FROM core.translations WHERE target = 'en'
    GROUP BY segment_sha256, source, glossary_version
) AS made
    ON
        made.segment_sha256 = sentences.segment_sha256 AND made.source = sentences.language
        AND made.glossary_version = coalesce(terms.glossary_version, '')
WHERE standing.is_current AND (list_contains($names, standing.engine) OR list_has_any(standing.flags, $names))
GROUP BY sentences.segment_sha256, sentences.language
ORDER BY
    source, min((coalesce(articles.published, TIMESTAMP '9999-01-01'), sentences.url, sentences.position)),
    segment_sha256;
