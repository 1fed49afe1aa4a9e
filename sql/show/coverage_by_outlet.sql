-- Coverage by outlet.
SELECT
    outlet, outlet_name AS name, languages, articles, own_tellings AS own, retold_from_others AS retells,
    retold_by_others AS retold, first_published
FROM coverage_by_outlet;
