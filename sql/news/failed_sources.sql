-- Which sources failed in this run, and whether they had ever answered before it began.
SELECT
    drops.url, arg_min(drops.reason, drops.reason) AS reason, arg_min(drops.detail, drops.reason) AS detail,
    bool_or(visits.url IS NOT NULL) AS had_answered
FROM core.drops AS drops
LEFT JOIN core.visits AS visits
    ON
        visits.url = drops.url AND visits.purpose = 'discover' AND visits.fetched_at < $began
        AND (visits.reason IS NULL OR visits.reason = 'not_modified')
WHERE drops.stage = 'discover' AND drops.reason NOT IN ('before_window', 'no_link')
GROUP BY drops.url
ORDER BY drops.url;
