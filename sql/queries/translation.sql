-- How were the English readings made, and how much of them is in doubt?
-- `in_english` articles have a reading of every sentence; for English articles that is the original. `sentences` and
-- headlines are counted as often as they stand; `flagged` ones bear a doubt that a check raised, such as numbers that
-- differ, `untranslated` ones have no English at all. `gist`: the engine gives the sense only: never quote it.
WITH sentences AS (
    SELECT
        language,
        count(*) AS sentences,
        count(*) FILTER (list_contains(flags, 'untranslated')) AS untranslated,
        count(*) FILTER (
            len(list_filter(flags, LAMBDA flag: flag NOT IN ('gist', 'already_english', 'untranslated'))) > 0
        ) AS flagged,
        bool_or(list_contains(flags, 'gist')) AS gist,
        list_sort(list(DISTINCT engine) FILTER (engine <> 'none')) AS engines
    FROM side_by_side
    GROUP BY language
)

SELECT
    articles.language,
    count(*) AS articles,
    count(articles.text_en) AS in_english,
    coalesce(any_value(array_to_string(sentences.engines, ' ')), '') AS engines,
    coalesce(any_value(sentences.sentences), 0) AS sentences,
    coalesce(any_value(sentences.untranslated), 0) AS untranslated,
    round(
        100 * any_value(sentences.flagged)
        / nullif(any_value(sentences.sentences - sentences.untranslated), 0), 1
    ) AS flagged_percent,
    any_value(sentences.gist) AS gist
FROM articles
LEFT JOIN sentences ON sentences.language = articles.language
GROUP BY articles.language
ORDER BY articles DESC, articles.language;
