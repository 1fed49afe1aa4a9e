-- Retellings that were not known before.
SELECT
    printf('%s (%s)', retellings.outlet, retellings.language) AS outlet,
    printf('%s (%s)', retellings.of_outlet, retellings.of_language) AS "has it from",
    retellings.kind,
    round(retellings.text_share, 2) AS share,
    coalesce(printf('%+.1f h', retellings.lag_hours), printf('%+d d', retellings.lag_days)) AS lag,
    CASE retellings.direction WHEN 'known' THEN retellings.cue ELSE 'or the other way round' END AS because,
    retellings.url,
    count(*) OVER () AS items
FROM retellings
ANTI JOIN known_retellings AS known ON known.url = retellings.url AND known.of_url = retellings.of_url
ORDER BY retellings.direction, retellings.text_share DESC NULLS LAST, retellings.url, retellings.of_url
LIMIT $most;
