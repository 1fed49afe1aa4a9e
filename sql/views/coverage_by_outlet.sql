-- Who told it, in words of their own or of others, and who was retold?
CREATE OR REPLACE VIEW main.coverage_by_outlet AS
SELECT
    articles.outlet,
    outlets.name AS outlet_name,
    outlets.country,
    list_sort(list(DISTINCT articles.language)) AS languages,
    count(*) AS articles,
    count(*) FILTER (tellings.is_original) AS own_tellings,
    count(*) FILTER (sources.outlet <> articles.outlet) AS retold_from_others,
    coalesce(any_value(retold.articles), 0) AS retold_by_others,
    min(articles.published) AS first_published,
    outlets.type AS outlet_type,
    outlets.owner
FROM core.edited AS articles
JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
LEFT JOIN core.edited AS sources ON sources.url = tellings.of_url
LEFT JOIN (
    SELECT originals.outlet, count(*) AS articles
    FROM core.tellings AS retellings
    JOIN core.edited AS originals ON originals.url = retellings.of_url
    JOIN core.edited AS copies ON copies.url = retellings.url
    WHERE copies.outlet <> originals.outlet
    GROUP BY originals.outlet
) AS retold ON retold.outlet = articles.outlet
GROUP BY articles.outlet, outlets.name, outlets.country, outlets.type, outlets.owner
ORDER BY articles DESC, articles.outlet;
