-- All that tables say of addresses. staged: url, is_article.
CREATE OR REPLACE TEMP TABLE poorer AS
SELECT DISTINCT articles.outlet FROM core.articles AS articles SEMI JOIN staged USING (url);

DELETE FROM core.sightings USING staged WHERE sightings.url = staged.url;

DELETE FROM core.readings USING staged WHERE readings.url = staged.url;

DELETE FROM core.drops USING staged WHERE drops.url = staged.url;

DELETE FROM core.visits USING staged WHERE visits.url = staged.url;

DELETE FROM core.visits USING staged WHERE visits.final_url = staged.url;

DELETE FROM core.pairs USING staged WHERE staged.url IN (pairs.url, pairs.of_url);

DELETE FROM core.tellings USING staged WHERE tellings.url = staged.url;

DELETE FROM core.english USING staged WHERE english.url = staged.url;

DELETE FROM core.edits USING staged WHERE edits.url = staged.url;

DELETE FROM core.overrides USING staged
WHERE staged.url IN (overrides.url, overrides.of_url, overrides.article, overrides.of_article);

DELETE FROM core.versions USING staged WHERE versions.url = staged.url;

DELETE FROM core.articles USING staged WHERE articles.url = staged.url;

DELETE FROM core.links USING staged WHERE links.url = staged.url;

-- What was boilerplate because it stood there, too, may be none any more.
UPDATE core.versions SET evidence_sha256 = NULL
WHERE url IN (SELECT url FROM core.articles SEMI JOIN poorer USING (outlet));

UPDATE core.articles SET evidence_sha256 = NULL WHERE outlet IN (SELECT outlet FROM poorer);

DELETE FROM meta.boilerplate WHERE outlet IN (SELECT outlet FROM poorer);

-- The name that most of the other articles of an outlet give it, as in load/readings.sql.
UPDATE core.outlets AS outlets SET name = read.name, country = read.country
FROM (
    SELECT outlet, outlet_name AS name, country FROM core.articles
    WHERE outlet IN (SELECT outlet FROM poorer) AND outlet_name IS NOT NULL
    GROUP BY outlet, outlet_name, country
    QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY count(*) DESC, country NULLS LAST, outlet_name) = 1
) AS read
WHERE outlets.outlet = read.outlet;

DELETE FROM core.outlets
WHERE outlet IN (SELECT outlet FROM poorer) AND outlet NOT IN (SELECT outlet FROM core.articles);

DELETE FROM core.languages WHERE language NOT IN (SELECT language FROM core.articles);

-- Pairs and tellings of all others are made again.
DELETE FROM meta.related;

DROP TABLE poorer;
