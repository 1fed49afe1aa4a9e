-- Which shingles of the texts that have come or gone are frequent is counted again.
DELETE FROM meta.frequent
WHERE
    shingle IN (SELECT shingle FROM held_shingles WHERE was_there <> is_there)
    OR NOT EXISTS (SELECT 1 FROM sketched WHERE was_there)
