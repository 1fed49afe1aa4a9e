-- How a dataset stands, in one row: its size, its last run, and what has come with that. Without a run before the last,
-- all of it is new. A page that somebody's archive held was captured long before its run: its file tells which run
-- that was.
WITH runs AS (
    SELECT
        run_id, state, started_at, finished_at, lag(started_at) OVER (ORDER BY started_at, run_id) AS previous_at
    FROM core.runs
    QUALIFY row_number() OVER (ORDER BY started_at DESC, run_id) = 1
),

articles AS (
    SELECT
        articles.url,
        articles.language,
        tellings.telling,
        runs.previous_at IS NULL
        OR coalesce(
            bool_or(journals.run_id = runs.run_id), any_value(articles.found_at) >= any_value(runs.started_at)
        ) AS is_new
    FROM core.edited AS articles
    LEFT JOIN runs ON true
    LEFT JOIN core.visits AS visits ON visits.fetched_at = articles.found_at
    LEFT JOIN core.journals AS journals ON journals.warc = visits.warc
    LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
    GROUP BY articles.url, articles.language, tellings.telling, runs.previous_at
),

voices AS (
    SELECT telling, bool_and(is_new) AS is_new FROM articles GROUP BY telling
),

languages AS (
    SELECT language, bool_and(is_new) AS is_new FROM articles GROUP BY language
)

SELECT
    summary.articles,
    summary.voices,
    summary.outlets,
    summary.languages,
    (SELECT count(*) FROM articles WHERE is_new) AS new_articles,
    (SELECT count(*) FROM voices WHERE is_new) AS new_voices,
    (SELECT coalesce(list(language ORDER BY language), []) FROM languages WHERE is_new) AS new_languages,
    (
        SELECT count(DISTINCT versions.url) FROM core.versions AS versions
        JOIN articles ON articles.url = versions.url AND NOT articles.is_new
        JOIN runs ON runs.started_at <= versions.seen_at
    ) AS changed_articles,
    runs.previous_at AS new_since,
    (SELECT coalesce(sum(items), 0)::BIGINT FROM ledger WHERE outcome = 'dropped') AS dropped,
    (SELECT coalesce(sum(items), 0)::BIGINT FROM ledger WHERE outcome = 'waiting') AS waiting,
    (SELECT coalesce(sum(items), 0)::BIGINT FROM ledger WHERE reason = 'untranslated') AS untranslated,
    runs.state AS last_run,
    runs.started_at AS last_started,
    runs.finished_at AS last_finished
FROM summary
LEFT JOIN runs ON true;
