-- What other rules than today's have compared, and wordings that neither follow nor copy one another any more.
DELETE FROM core.differences
WHERE
    method_version <> $method
    OR (text_sha256, of_text_sha256) NOT IN (SELECT (text_sha256, of_text_sha256) FROM core.compared);
