-- Shingles of the texts that have come or gone that are on more than $most_texts now.
INSERT INTO meta.frequent
SELECT shingle
FROM held_shingles
SEMI JOIN (SELECT shingle FROM held_shingles WHERE was_there <> is_there) AS affected USING (shingle)
WHERE is_there
GROUP BY shingle
HAVING count(*) > $most_texts
