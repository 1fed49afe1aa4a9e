-- How many links sources had pointed at before a run began; not those met on the way.
SELECT count(DISTINCT url) AS items FROM core.sightings
WHERE source NOT IN ('redirect', 'canonical', 'archive') AND found_at < $began;
