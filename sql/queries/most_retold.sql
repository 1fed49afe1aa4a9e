-- Which outlets are retold most by others?
-- `directly`: articles of other outlets whose nearest source is one of this outlet's. `in_all`: articles of other
-- outlets in the tellings that began here, copies of copies too. Only retellings with a known direction that take most
-- of their text count: for smaller parts see excerpted.
WITH directly AS (
    SELECT sources.outlet, count(*) AS retellings
    FROM articles AS copies
    JOIN articles AS sources ON sources.url = copies.of_url
    WHERE copies.outlet <> sources.outlet
    GROUP BY sources.outlet
),

in_all AS (
    SELECT
        originals.outlet,
        count(*) AS retellings,
        count(DISTINCT copies.outlet) AS outlets,
        list_sort(list(DISTINCT copies.language)) AS languages
    FROM articles AS copies
    JOIN articles AS originals ON originals.telling = copies.telling AND originals.is_original
    WHERE copies.outlet <> originals.outlet
    GROUP BY originals.outlet
)

SELECT
    coalesce(directly.outlet, in_all.outlet) AS outlet,
    coalesce(directly.retellings, 0) AS directly,
    coalesce(in_all.retellings, 0) AS in_all,
    coalesce(in_all.outlets, 0) AS by_outlets,
    coalesce(array_to_string(in_all.languages, ' '), '') AS into_languages
FROM directly
FULL JOIN in_all ON in_all.outlet = directly.outlet
ORDER BY in_all DESC, directly DESC, outlet;
