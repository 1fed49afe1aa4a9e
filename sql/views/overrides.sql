-- What does the editor say, and what would stand there without him?
CREATE OR REPLACE VIEW main.overrides AS
SELECT
    place,
    coalesce(article, url) AS url,
    coalesce(of_article, of_url) AS of_url,
    said,
    found,
    why,
    unmet IS NULL AS holds,
    unmet
FROM core.overrides
ORDER BY starts_with(place, 'articles'), length(place), place;
