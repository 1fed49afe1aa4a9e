-- Shares, scores and confidences lie between 0 and 1.
WITH shares AS (
    SELECT unnest([score, text_share, of_text_share, confidence]) AS share, url || ' of ' || of_url AS broken
    FROM core.pairs
    UNION ALL
    SELECT unnest([score, text_share, of_text_share]), evidence_sha256 || ' and ' || of_evidence_sha256
    FROM core.relations
    UNION ALL
    SELECT unnest([score, text_share]), url || ' of ' || of_url FROM main.retellings
    UNION ALL
    SELECT language_confidence, url FROM core.articles
    UNION ALL
    SELECT agreement, url FROM core.versions
    UNION ALL
    SELECT flagged, engine FROM main.translations_by_engine
    UNION ALL
    SELECT unnest(map_values(flags)), engine FROM main.translations_by_engine
)

SELECT broken, share FROM shares WHERE isnan(share) OR share NOT BETWEEN 0 AND 1;
