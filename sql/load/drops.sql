-- Why items ended. staged: url, stage, reason, detail, dropped_at.
MERGE INTO core.drops AS drops
USING (
    SELECT * FROM staged
    QUALIFY row_number() OVER (PARTITION BY url, stage, reason ORDER BY dropped_at, detail) = 1
) AS ended
    ON drops.url = ended.url AND drops.stage = ended.stage AND drops.reason = ended.reason
WHEN NOT MATCHED THEN
    INSERT (url, stage, reason, detail, dropped_at)
    VALUES (ended.url, ended.stage, ended.reason, ended.detail, ended.dropped_at);
