-- How much of the coverage comes from agencies and other sources, named or not?
-- Every article counts once, in the first row that fits. Agencies are the outlets that the table of known outlets
-- calls so: a wire that it lacks stands among the others. "source not here": the page bears a credit or marks of a
-- copy or translation whose source is not in the dataset, an agency's above all; presumed_retellings shows the marks.
-- "in own words" may still quote, or hold an excerpt.
WITH placed AS (
    SELECT
        articles.telling,
        CASE
            WHEN coverage.outlet_type = 'agency' THEN 1
            WHEN original_coverage.outlet_type = 'agency' THEN 2
            WHEN articles.presumed_retelling THEN 3
            WHEN articles.of_url IS NOT NULL AND articles.credit IS NOT NULL THEN 4
            WHEN articles.of_url IS NOT NULL THEN 5
            WHEN articles.is_original THEN 7
            ELSE 6
        END AS place
    FROM articles
    JOIN coverage_by_outlet AS coverage ON coverage.outlet = articles.outlet
    LEFT JOIN articles AS originals ON originals.telling = articles.telling AND originals.is_original
    LEFT JOIN coverage_by_outlet AS original_coverage ON original_coverage.outlet = originals.outlet
),

places (place, told) AS (
    VALUES
    (1, 'by a known agency'),
    (2, 'retold from a known agency'),
    (3, 'source not here, credited or with marks of it'),
    (4, 'retold, with a credit line'),
    (5, 'retold, without a credit line'),
    (6, 'copies of one another, source not known'),
    (7, 'in own words')
)

SELECT
    places.told,
    count(placed.place) AS articles,
    round(100 * count(placed.place) / nullif((SELECT count(*) FROM placed), 0), 1) AS percent,
    count(DISTINCT placed.telling) AS voices
FROM places
LEFT JOIN placed ON placed.place = places.place
GROUP BY places.place, places.told
ORDER BY places.place;
