-- How much there is of these addresses ($urls).
SELECT
    (SELECT count(*) FROM core.articles WHERE url IN (SELECT unnest($urls))) AS articles,
    len($urls) AS addresses,
    (SELECT count(*) FROM core.versions WHERE url IN (SELECT unnest($urls))) AS versions,
    (
        SELECT count(*) FROM core.visits
        WHERE url IN (SELECT unnest($urls)) OR final_url IN (SELECT unnest($urls))
    ) AS answers;
