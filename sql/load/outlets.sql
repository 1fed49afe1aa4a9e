-- What the table of known outlets says of those that have an article, in the place of what was said before.
-- staged: the table of extractors/mastheads.py, a row per outlet.
UPDATE core.outlets AS outlets
SET
    name = coalesce(known.name, outlets.name), country = coalesce(known.country, outlets.country), zone = known.zone,
    type = known.type, owner = known.owner, hosts = known.domains
FROM (
    SELECT
        held.outlet, staged.name, staged.country, staged.zone, staged.owner, staged.domains,
        coalesce(staged.type, CASE WHEN platforms.outlet IS NOT NULL THEN 'blog' END) AS type
    FROM core.outlets AS held
    LEFT JOIN staged ON staged.outlet = held.outlet
    LEFT JOIN staged AS platforms
        ON
            (platforms.host_tenants AND ends_with(held.outlet, '.' || platforms.outlet))
            OR (platforms.path_tenants AND starts_with(held.outlet, platforms.outlet || '/'))
    QUALIFY row_number() OVER (PARTITION BY held.outlet ORDER BY platforms.outlet) = 1
) AS known
WHERE
    known.outlet = outlets.outlet
    AND (outlets.zone, outlets.type, outlets.owner, outlets.hosts, outlets.name, outlets.country) IS DISTINCT FROM (
        known.zone, known.type, known.owner, known.domains,
        coalesce(known.name, outlets.name), coalesce(known.country, outlets.country)
    );
