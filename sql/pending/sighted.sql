-- Which source has pointed at which link, and whether somebody gave it a title.
SELECT sightings.url, sightings.source, links.title_hint IS NOT NULL AS titled
FROM core.sightings AS sightings
JOIN core.links AS links ON links.url = sightings.url;
