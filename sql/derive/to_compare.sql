-- Wordings that follow or copy one another, and that nobody has held against each other yet.
SELECT waiting.text_sha256, waiting.of_text_sha256, waiting.language, earlier.body AS before, later.body AS after
FROM (
    SELECT compared.text_sha256, compared.of_text_sha256, min(compared.language) AS language
    FROM core.compared AS compared
    ANTI JOIN core.differences AS differences
        ON differences.text_sha256 = compared.text_sha256 AND differences.of_text_sha256 = compared.of_text_sha256
    WHERE compared.text_sha256 <> compared.of_text_sha256
    GROUP BY compared.text_sha256, compared.of_text_sha256
) AS waiting
JOIN core.texts AS later ON later.text_sha256 = waiting.text_sha256
JOIN core.texts AS earlier ON earlier.text_sha256 = waiting.of_text_sha256;
