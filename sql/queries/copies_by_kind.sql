-- In what ways is the story retold: word for word, edited, in part, translated?
-- Articles with most of their text from one source, each once, by how they relate to it; those whose source is not
-- certain or not here have no row. `across` languages or within one; `credited` pages have a credit line;
-- `taken_percent` is the median share of their own text, quotations apart, that comes from the source. `timed` ones
-- can be ranked by the hour, as their sources can, and the median is of these.
SELECT
    retellings.kind,
    count(*) AS articles,
    round(100 * count(*) / sum(count(*)) OVER (), 1) AS percent,
    count(*) FILTER (retellings.language <> retellings.of_language) AS across,
    count(articles.credit) AS credited,
    round(100 * median(retellings.text_share))::INTEGER AS taken_percent,
    count(retellings.lag_hours) AS timed,
    round(median(retellings.lag_hours), 1) AS median_hours
FROM retellings
JOIN articles ON articles.url = retellings.url AND articles.of_url = retellings.of_url
GROUP BY retellings.kind
ORDER BY articles DESC, retellings.kind;
