-- How big is the story: how many articles, and how many voices behind them?
CREATE OR REPLACE VIEW main.summary AS
SELECT
    count(*) AS articles,
    count(DISTINCT tellings.telling) AS voices,
    count(DISTINCT articles.outlet) AS outlets,
    count(DISTINCT articles.language) AS languages,
    min(articles.published) AS first_published,
    max(articles.published) AS last_published,
    count(*) FILTER (tellings.presumed_retelling) AS presumed_retellings
FROM core.edited AS articles
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url;
