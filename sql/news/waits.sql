-- From when on may the links be asked for again that wait for something?
SELECT count(*) AS items, min(retry_at) AS earliest FROM core.links WHERE outcome = 'waiting' AND retry_at IS NOT NULL;
