-- What is said of every article, for the comparison with a truth.toml.
SELECT url, language, outlet, published, published_precision, telling, is_original, of_url FROM articles;
