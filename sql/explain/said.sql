-- What the editor says of articles, by any of their addresses; of $both, what concerns both or one of them alone.
SELECT place, url, of_url, said, found, why, holds, unmet
FROM main.overrides
WHERE
    (url IN (SELECT unnest($urls)) OR of_url IN (SELECT unnest($urls)))
    AND (NOT $both OR of_url IS NULL OR (url IN (SELECT unnest($urls)) AND of_url IN (SELECT unnest($urls))))
ORDER BY of_url IS NULL, length(place), place
