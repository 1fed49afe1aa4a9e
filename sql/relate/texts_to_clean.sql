-- Texts without evidence that hold boilerplate of their outlet, and the keys of these lines.
SELECT held.outlet, held.text_sha256, any_value(texts.body) AS body, list(held.key) AS keys
FROM (
    SELECT wordings.outlet, wordings.text_sha256, unnest(lines.keys) AS key
    FROM (SELECT DISTINCT outlet, text_sha256 FROM core.wordings WHERE evidence_sha256 IS NULL) AS wordings
    JOIN meta.lines AS lines USING (text_sha256)
) AS held
SEMI JOIN meta.boilerplate AS boilerplate USING (outlet, key)
JOIN core.texts AS texts ON texts.text_sha256 = held.text_sha256
GROUP BY held.outlet, held.text_sha256
