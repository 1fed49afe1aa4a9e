-- Whatever relates is between two different articles that both are shown, and stands once.
SELECT pairs.url, pairs.of_url, 'a side is not shown' AS broken
FROM core.pairs AS pairs
ANTI JOIN main.pairs AS shown
    ON shown.url = pairs.url AND shown.of_url = pairs.of_url AND shown.of_outlet IS NOT NULL
UNION ALL
SELECT retold.url, retold.of_url, 'retelling not shown'
FROM core.retold AS retold
ANTI JOIN main.retellings AS shown
    ON shown.url = retold.url AND shown.of_url = retold.of_url AND shown.of_outlet IS NOT NULL
UNION ALL
SELECT url, of_url, 'article without a row of retellings'
FROM main.articles
ANTI JOIN main.retellings USING (url, of_url)
WHERE of_url IS NOT NULL
UNION ALL
SELECT url, of_url, 'with itself' FROM core.pairs WHERE url = of_url
UNION ALL
SELECT url, of_url, 'both ways round' FROM core.pairs AS pairs
SEMI JOIN core.pairs AS turned ON turned.url = pairs.of_url AND turned.of_url = pairs.url;
