-- What is left of texts without the boilerplate of their outlet. staged: outlet, text_sha256, evidence_sha256, body
-- (null where nothing was taken out).
MERGE INTO core.texts AS texts
USING (
    SELECT DISTINCT evidence_sha256, body FROM staged WHERE body IS NOT NULL
) AS cleaned
    ON texts.text_sha256 = cleaned.evidence_sha256
WHEN NOT MATCHED THEN INSERT (text_sha256, body) VALUES (cleaned.evidence_sha256, cleaned.body);

UPDATE core.articles SET evidence_sha256 = staged.evidence_sha256
FROM staged
WHERE
    articles.outlet = staged.outlet AND articles.text_sha256 = staged.text_sha256
    AND articles.evidence_sha256 IS DISTINCT FROM staged.evidence_sha256;

UPDATE core.versions SET evidence_sha256 = staged.evidence_sha256
FROM staged, core.wordings AS wordings
WHERE
    wordings.outlet = staged.outlet AND wordings.text_sha256 = staged.text_sha256 AND NOT wordings.is_current
    AND versions.url = wordings.url AND versions.text_sha256 = wordings.text_sha256
    AND versions.evidence_sha256 IS DISTINCT FROM staged.evidence_sha256;
