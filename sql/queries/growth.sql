-- How did the story grow, day by day?
-- Days are those of UTC; where a page states only a day, that day. Days without an article have no row. `new_voices`
-- and `new_languages` have their first dated article on the day; `all_…` add up the days so far. The last row, without
-- a day, holds what bears no date: voices and languages stand there only if none of their articles has one.
WITH days AS (
    SELECT
        published::DATE AS day,
        count(*) AS articles
    FROM articles
    GROUP BY published::DATE
),

voices AS (
    SELECT day, count(*) AS new_voices
    FROM (SELECT min(published::DATE) AS day FROM articles GROUP BY telling)
    GROUP BY day
),

languages AS (
    SELECT day, count(*) AS new_languages
    FROM (SELECT min(published::DATE) AS day FROM articles GROUP BY language)
    GROUP BY day
)

SELECT
    days.day,
    days.articles,
    coalesce(voices.new_voices, 0) AS new_voices,
    coalesce(languages.new_languages, 0) AS new_languages,
    (sum(days.articles) OVER so_far)::BIGINT AS all_articles,
    (sum(coalesce(voices.new_voices, 0)) OVER so_far)::BIGINT AS all_voices,
    (sum(coalesce(languages.new_languages, 0)) OVER so_far)::BIGINT AS all_languages
FROM days
LEFT JOIN voices ON voices.day IS NOT DISTINCT FROM days.day
LEFT JOIN languages ON languages.day IS NOT DISTINCT FROM days.day
WINDOW so_far AS (ORDER BY days.day NULLS LAST)
ORDER BY days.day NULLS LAST;
