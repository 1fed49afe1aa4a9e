-- Which doubts are there about how articles were read?
-- Flags that the reading of a page left, one row each; an article may bear several. `originals` began a telling: what
-- hangs on them is worth a look first. "(none)" are articles without a doubt.
SELECT
    flag,
    count(*) AS articles,
    round(100 * count(*) / (SELECT count(*) FROM articles), 1) AS percent,
    count(*) FILTER (is_original) AS originals,
    array_to_string(list_sort(list(DISTINCT language)), ' ') AS languages
FROM (
    SELECT
        unnest(CASE WHEN len(flags) > 0 THEN flags ELSE ['(none)'] END) AS flag,
        is_original,
        language
    FROM articles
)
GROUP BY flag
ORDER BY articles DESC, flag;
