-- The newest answer of each address that is asked for again and again, to ask only for what has changed.
-- That a robots.txt is missing is an answer too.
SELECT visits.* EXCLUDE (purpose) -- noqa: RF03
FROM core.visits AS visits
WHERE
    visits.purpose = $purpose AND visits.warc IS NOT NULL
    AND (visits.reason IS NULL OR (visits.purpose = 'robots' AND visits.status BETWEEN 400 AND 499))
QUALIFY row_number() OVER (PARTITION BY visits.url ORDER BY visits.fetched_at DESC) = 1;
