-- Who told it in words of their own, who in those of others, and who is retold?
-- `own` began a telling; of the `rest` the source is not here, not certain, or the outlet's own.
SELECT
    * EXCLUDE (own_tellings, retold_from_others),
    own_tellings AS own,
    retold_from_others AS retold,
    articles - own_tellings - retold_from_others AS rest
FROM coverage_by_outlet
ORDER BY articles DESC, retold_by_others DESC, outlet;
