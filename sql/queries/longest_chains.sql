-- Which are the longest chains of retellings?
-- From the original to the last who retold it, each from the one before: the ten longest, and those that are as long
-- as the tenth. Only known directions and sources that gave most of the text make a link, so a chain is never longer
-- than it is shown to be, and may begin with a copy of something that is not here. `days` lie between the stated dates
-- of both ends; null where one has none.
WITH RECURSIVE chains AS (
    SELECT url, published AS began, published, 0 AS steps, outlet AS chain
    FROM articles
    WHERE of_url IS NULL
    UNION ALL
    SELECT
        articles.url, chains.began, articles.published, chains.steps + 1, chains.chain || ' > ' || articles.outlet
    FROM chains
    JOIN articles ON articles.of_url = chains.url
)

SELECT
    chains.steps,
    date_diff('day', chains.began::DATE, chains.published::DATE) AS days,
    chains.chain
FROM chains
ANTI JOIN articles ON articles.of_url = chains.url
WHERE chains.steps > 0
QUALIFY rank() OVER (ORDER BY chains.steps DESC) <= 10
ORDER BY chains.steps DESC, chains.chain;
