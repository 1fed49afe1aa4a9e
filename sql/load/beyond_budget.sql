-- Links that a run does not come to because their hosts have had their share. staged: url, detail.
-- One that was asked for earlier goes on waiting for the reason that it has.
UPDATE core.links AS links
SET stage = 'scrape', reason = 'budget', detail = staged.detail
FROM staged
WHERE
    links.url = staged.url AND links.outcome = 'waiting'
    AND NOT EXISTS (FROM core.visits AS visits WHERE visits.url = links.url AND visits.purpose = 'scrape');
