-- One batch of readings, all of it new. staged: the rows of sql/load/readings.sql.
INSERT INTO articles BY NAME
SELECT
    * EXCLUDE (
        body_sha256, fetched_at, outcome, reason, detail, article_url, page_url, outlet_name, country, alternates, text,
        segments
    ),
    published_from AS published,
    fetched_at AS found_at
FROM staged;

INSERT OR IGNORE INTO texts
SELECT text_sha256, text FROM staged;

INSERT OR IGNORE INTO segments BY NAME
SELECT unnest(segments, recursive := true) FROM staged;
