-- Who retold whom, how much of it, and what says so?
-- `nearest`: the source that gave the article most of its words; others gave a part. Of an unknown direction, the order
-- of the two means nothing.
SELECT
    retellings.*,
    pairs.confidence,
    pairs.evidence,
    coalesce(articles.of_url = retellings.of_url, false) AS nearest
FROM retellings
JOIN pairs ON pairs.url = retellings.url AND pairs.of_url = retellings.of_url
JOIN articles ON articles.url = retellings.url
ORDER BY retellings.url, nearest DESC, retellings.text_share DESC NULLS LAST, retellings.of_url;
