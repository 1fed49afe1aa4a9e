-- Texts whose lines nobody has looked at yet.
SELECT text_sha256, body FROM core.texts
WHERE
    text_sha256 IN (SELECT text_sha256 FROM core.wordings)
    AND text_sha256 NOT IN (SELECT text_sha256 FROM meta.lines)
