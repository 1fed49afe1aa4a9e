-- What did an article change after it was published, and what did a copy change in its source's words?
CREATE OR REPLACE VIEW main.changes AS
SELECT url, of_url, version, place, what, before, after
FROM (
    SELECT
        compared.url,
        compared.of_url,
        compared.version,
        one.change.place AS place,
        one.change.what AS what,
        one.change.before AS before,
        one.change.after AS after
    FROM core.compared AS compared
    JOIN core.differences AS differences
        ON differences.text_sha256 = compared.text_sha256 AND differences.of_text_sha256 = compared.of_text_sha256
    CROSS JOIN unnest(differences.changes) AS one (change)
    UNION ALL
    SELECT
        url,
        of_url,
        version,
        -1 AS place,
        'sentence' AS what,
        nullif(of_title, '') AS before,
        nullif(title, '') AS after
    FROM core.compared
    WHERE lower(title) <> lower(of_title)
)
ORDER BY url, of_url, version, place, what, before, after;
