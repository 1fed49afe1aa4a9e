-- Every sentence and every headline stands beside its translation, or beside nothing, exactly once.
WITH held AS (
    SELECT articles.url, count(segments.position) + (articles.title <> '')::INTEGER AS segments
    FROM core.edited AS articles
    LEFT JOIN core.segments AS segments ON segments.text_sha256 = articles.text_sha256
    GROUP BY articles.url, articles.title
)

SELECT held.url, held.segments, coalesce(shown.segments, 0) AS shown
FROM held
LEFT JOIN (
    SELECT url, count(*) AS segments, count(DISTINCT position) AS positions FROM main.side_by_side GROUP BY url
) AS shown ON shown.url = held.url
WHERE held.segments <> coalesce(shown.segments, 0) OR shown.segments <> shown.positions;
