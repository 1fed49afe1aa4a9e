-- Links to ask for: never visited (nor reached through a redirect); waiting and due again; and once a run the pages of
-- articles, conditionally: all of them, those due, or none, as $recheck says.
WITH RECURSIVE named (url, steps) AS (
    -- An address that a page gives as its own may give another one: two such steps from what a source has found.
    SELECT url, 0 FROM core.sightings WHERE source <> 'canonical'
    UNION
    SELECT articles.url, named.steps + 1
    FROM named
    JOIN core.articles AS articles ON articles.page_url = named.url AND articles.url <> named.url
    WHERE named.steps < 2
),

visited AS (
    SELECT
        url,
        max(fetched_at) AS visited_at,
        arg_max_null(etag, fetched_at) FILTER (reason IS NULL) AS etag,
        arg_max_null(last_modified, fetched_at) FILTER (reason IS NULL) AS last_modified,
        arg_max(final_url, fetched_at) FILTER (reason IS NULL) AS final_url
    FROM core.visits
    WHERE purpose = 'scrape'
    GROUP BY url
)

SELECT DISTINCT ON (url) url, etag, last_modified, final_url
FROM (
    SELECT links.url, NULL AS etag, NULL AS last_modified, NULL AS final_url
    FROM core.links AS links
    LEFT JOIN core.visits AS visits ON visits.url = links.url AND visits.purpose = 'scrape'
    ANTI JOIN (
        SELECT final_url AS url FROM core.visits
        WHERE purpose = 'scrape' AND reason IS NULL AND final_url <> url AND url NOT LIKE 'file:%'
    ) AS reached ON reached.url = links.url
    -- An address that only a page on disk gives as its own is not asked for: the page is there already.
    ANTI JOIN (
        SELECT articles.url FROM core.articles AS articles
        JOIN core.sightings AS sightings ON sightings.url = articles.url
        WHERE articles.page_url LIKE 'file:%'
        GROUP BY articles.url
        HAVING bool_and(sightings.source = 'canonical')
    ) AS on_disk ON on_disk.url = links.url
    ANTI JOIN (
        (SELECT url FROM core.sightings GROUP BY url HAVING bool_and(source = 'canonical'))
        EXCEPT
        (SELECT url FROM named)
    ) AS too_far ON too_far.url = links.url
    WHERE
        links.outcome = 'article'
        OR (links.outcome = 'waiting' AND links.stage <> 'extract' AND links.reason <> 'not_read')
    GROUP BY links.url, links.outcome, links.retry_at
    HAVING count(visits.url) = 0 OR (links.outcome = 'waiting' AND coalesce(links.retry_at, $now) <= $now)
    UNION ALL
    -- The longer a text has stood unchanged, the longer it is left alone. A file on disk costs nothing to look at.
    SELECT visited.* EXCLUDE (visited_at)
    FROM core.articles AS articles
    JOIN visited ON visited.url = articles.page_url
    JOIN (SELECT url, max(seen_at) AS changed_at FROM core.versions GROUP BY url) AS versions
        ON versions.url = articles.url
    WHERE
        visited.visited_at < $began
        AND (
            articles.page_url LIKE 'file:%'
            OR $recheck = 'all'
            OR ($recheck = 'due' AND epoch($began) - epoch(visited.visited_at) >= least(
                greatest(epoch(visited.visited_at) - epoch(versions.changed_at), $first_recheck_s), $longest_recheck_s
            ))
        )
)
ORDER BY url, final_url NULLS LAST;
