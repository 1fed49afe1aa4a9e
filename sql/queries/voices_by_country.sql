-- How many voices stand behind how many articles from each country?
-- The country is where the outlet is made, as page, host or the table of known outlets tell; for small and for
-- invented outlets nothing does, and they stand in the row "not known". `voices` have at least one article from the
-- country and do not add up; `own_voices` began there.
SELECT
    coalesce(country, 'not known') AS country,
    count(*) AS articles,
    count(DISTINCT telling) AS voices,
    count(*) FILTER (is_original) AS own_voices,
    round(count(*) / nullif(count(DISTINCT telling), 0), 2) AS per_voice,
    count(DISTINCT outlet) AS outlets,
    count(DISTINCT language) AS languages
FROM articles
GROUP BY coalesce(country, 'not known')
ORDER BY articles DESC, country;
