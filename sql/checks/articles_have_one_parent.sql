-- An article has one parent at most, which is in its telling and gave six tenths of its text, or is so by the editor's
-- word; an original has none.
SELECT tellings.url, 'parent in another telling' AS broken
FROM core.tellings AS tellings
LEFT JOIN core.tellings AS parents ON parents.url = tellings.of_url
WHERE tellings.of_url IS NOT NULL AND parents.telling IS DISTINCT FROM tellings.telling
UNION ALL
SELECT url, 'original with a parent' FROM core.tellings WHERE is_original AND of_url IS NOT NULL
UNION ALL
SELECT tellings.url, 'parent without a pair of known direction'
FROM core.tellings AS tellings
ANTI JOIN main.pairs AS pairs
    ON
        pairs.url = tellings.url AND pairs.of_url = tellings.of_url AND pairs.direction = 'known'
        AND (pairs.cue = 'editor' OR pairs.text_share >= 0.6)
WHERE tellings.of_url IS NOT NULL
UNION ALL
SELECT url, 'two parents' FROM core.retold WHERE is_nearest GROUP BY url HAVING count(*) > 1;
