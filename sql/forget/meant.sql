-- Addresses of this dataset that are one of these, and the articles that they lead to. $forms: spellings of an address.
WITH named AS (
    SELECT url FROM core.links WHERE url IN (SELECT unnest($forms))
    UNION
    SELECT url FROM core.articles WHERE url IN (SELECT unnest($forms)) OR page_url IN (SELECT unnest($forms))
    UNION
    SELECT url FROM core.visits WHERE url IN (SELECT unnest($forms))
    UNION
    SELECT url FROM core.drops WHERE url IN (SELECT unnest($forms))
),

reached AS (
    SELECT url FROM core.visits
    WHERE final_url IN (SELECT unnest($forms)) AND NOT EXISTS (FROM named)
),

meant AS (
    SELECT url FROM named
    UNION
    SELECT url FROM reached
)

SELECT url FROM meant
UNION
SELECT links.alias_of FROM core.links AS links SEMI JOIN meant USING (url) WHERE links.alias_of IS NOT NULL
ORDER BY url;
