-- Who retold whom.
SELECT
    outlet, language AS "in", of_outlet AS "from", of_language AS "of", kind, round(text_share, 2) AS share, direction,
    cue, coalesce(printf('%+.1f h', lag_hours), printf('%+d d', lag_days)) AS lag
FROM retellings;
