-- Who was first in each language, by how much before the next, and how sure is that?
-- First is the earliest stated day, and of that day the earliest stated moment; where the page states only a day, so
-- does `published`. `certain`: no other dated article of the language may be as early, by the widest reading of both
-- dates; first_by_language counts those that may. `ahead_hours` is the least that lies between it and the next, so
-- read; null where it is not certain, or nobody else is dated. `undated` articles may have been earlier than all of
-- them. `via`: the language that its text came from, if it came from another.
SELECT
    firsts.language,
    any_value(firsts.outlet) AS outlet,
    any_value(
        CASE firsts.published_precision
            WHEN 'day' THEN strftime(firsts.published, '%Y-%m-%d')
            ELSE strftime(firsts.published, '%Y-%m-%d %H:%M')
        END
    ) AS published,
    any_value(firsts.certain) AS certain,
    round(
        CASE
            WHEN any_value(firsts.certain)
                THEN date_diff('second', any_value(winners.published_until), min(others.published_from)) / 3600
        END,
        1
    ) AS ahead_hours,
    any_value(firsts.undated) AS undated,
    any_value(firsts.via_language) AS via
FROM first_by_language AS firsts
LEFT JOIN articles AS winners ON winners.url = firsts.url
LEFT JOIN articles AS others ON others.language = firsts.language AND others.url <> firsts.url
GROUP BY firsts.language
ORDER BY any_value(firsts.published) NULLS LAST, firsts.language;
