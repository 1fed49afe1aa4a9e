-- The totals are the totals of the rows.
SELECT summary.articles, summary.voices FROM main.summary AS summary
WHERE summary.articles <> (SELECT count(*) FROM main.articles)
    OR summary.voices <> (SELECT count(*) FROM main.tellings)
    OR summary.articles <> (SELECT coalesce(sum(articles), 0) FROM main.coverage_by_language)
    OR summary.articles <> (SELECT coalesce(sum(articles), 0) FROM main.coverage_by_outlet);
