-- What is said of every article, for the comparison with a truth.toml.
SELECT
    url, language, outlet, published, published_precision, telling, is_original, of_url, presumed_retelling,
    (SELECT count(*) FROM versions WHERE versions.url = articles.url) AS versions
FROM articles;
