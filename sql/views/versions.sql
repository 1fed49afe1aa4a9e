-- How did articles change after they were first read?
CREATE OR REPLACE VIEW main.versions AS
SELECT
    versions.url,
    row_number() OVER (PARTITION BY versions.url ORDER BY versions.seen_at, versions.text_sha256) AS version,
    versions.text_sha256 = articles.text_sha256 AS is_current,
    versions.title,
    texts.body AS text,
    versions.seen_at
FROM core.versions AS versions
JOIN core.edited AS articles ON articles.url = versions.url
JOIN core.texts AS texts ON texts.text_sha256 = versions.text_sha256
ORDER BY versions.url, version;
