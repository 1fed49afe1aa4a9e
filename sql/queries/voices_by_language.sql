-- How many voices stand behind how many articles in each language?
-- `voices` have at least one article in the language, so a telling that crossed counts in every language that it
-- reached: the column does not add up to the voices of the whole story. `own_voices` began here. `from_others` are
-- articles whose nearest source is in another language. und: nobody can tell the language.
SELECT
    coverage.language,
    any_value(coverage.language_name) AS language_name,
    any_value(coverage.articles) AS articles,
    any_value(coverage.tellings) AS voices,
    any_value(coverage.own_tellings) AS own_voices,
    count(sources.url) FILTER (sources.language <> articles.language) AS from_others,
    round(any_value(coverage.articles / nullif(coverage.tellings, 0)), 2) AS per_voice,
    any_value(coverage.outlets) AS outlets
FROM coverage_by_language AS coverage
JOIN articles ON articles.language = coverage.language
LEFT JOIN articles AS sources ON sources.url = articles.of_url
GROUP BY coverage.language
ORDER BY articles DESC, coverage.language;
