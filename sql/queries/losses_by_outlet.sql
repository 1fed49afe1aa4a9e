-- At which outlets was most lost, and why?
-- By host, for a page that was never read names no outlet. `dropped` links are gone for good, `waiting` ones are tried
-- again; `articles` were read from the same host. The reasons are those of the ledger.
WITH ended AS (
    SELECT regexp_replace(regexp_extract(url, '^[a-z]+://([^/?#]*)', 1), '^www[.]', '') AS host, outcome, reason
    FROM links
),

reasons AS (
    SELECT host, reason, outcome, count(*) AS items
    FROM ended
    WHERE outcome IN ('dropped', 'waiting')
    GROUP BY host, reason, outcome
)

SELECT
    reasons.host,
    sum(reasons.items)::BIGINT AS lost,
    coalesce(sum(reasons.items) FILTER (reasons.outcome = 'dropped'), 0)::BIGINT AS dropped,
    coalesce(sum(reasons.items) FILTER (reasons.outcome = 'waiting'), 0)::BIGINT AS waiting,
    (SELECT count(*) FROM ended WHERE ended.host = reasons.host AND ended.outcome = 'article') AS articles,
    string_agg(reasons.reason || ' ' || reasons.items, ', ' ORDER BY reasons.items DESC, reasons.reason) AS reasons
FROM reasons
GROUP BY reasons.host
ORDER BY lost DESC, reasons.host;
