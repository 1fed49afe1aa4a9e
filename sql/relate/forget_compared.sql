-- What has gone, and all that was compared by another method.
DELETE FROM meta.compared
WHERE method <> $method OR evidence_sha256 IN (SELECT evidence_sha256 FROM sketched WHERE NOT is_there)
