-- Of which copies does nobody know who had them first?
-- Pairs of articles with most of a text in common, or a part of it, whose order nothing tells, or whose marks
-- contradict one another (`why`). They stand in no answer that speaks of sources. The order of the two columns means
-- nothing.
SELECT
    outlet,
    of_outlet AS other_outlet,
    kind,
    cue AS why
FROM retellings
WHERE direction = 'unknown'
ORDER BY url, of_url;
