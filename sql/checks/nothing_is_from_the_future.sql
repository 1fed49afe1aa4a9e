-- Nothing was done after the newest run had ended, and nothing was published two days after it or later: a date may be
-- another zone's. Pages out of other people's archives bear the clocks of those.
WITH clock AS (
    SELECT greatest(max(started_at), max(finished_at)) AS newest FROM core.runs
),

times AS (
    SELECT 'visits.fetched_at' AS what, url, fetched_at AS moment FROM core.visits WHERE NOT starts_with(url, 'file:')
    UNION ALL
    SELECT 'articles.found_at', url, found_at
    FROM core.articles
    WHERE NOT starts_with(page_url, 'file:') AND warc IS NOT NULL
    UNION ALL
    SELECT 'articles.published', url, published_from - INTERVAL 2 DAY FROM core.edited
    UNION ALL
    SELECT 'translations.translated_at', segment_sha256, translated_at FROM core.translations
    UNION ALL
    SELECT 'runs.finished_at', run_id, finished_at FROM core.runs WHERE finished_at < started_at
)

SELECT what, url, moment FROM times CROSS JOIN clock WHERE moment > clock.newest OR what = 'runs.finished_at';
