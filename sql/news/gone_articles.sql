-- Articles that were there before and are none any more, and what became of their addresses.
SELECT
    known.url,
    CASE
        WHEN edits.relevant = false THEN 'left out by the editor'
        WHEN links.outcome = 'alias' THEN 'another address of ' || links.alias_of
        ELSE coalesce(links.outcome || ': ' || links.reason, 'forgotten')
    END AS became,
    count(*) OVER () AS items
FROM known_articles AS known
ANTI JOIN core.edited AS articles ON articles.url = known.url
LEFT JOIN core.links AS links ON links.url = known.url
LEFT JOIN core.edits AS edits ON edits.url = known.url
ORDER BY known.url
LIMIT $most;
