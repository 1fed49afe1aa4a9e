-- Languages that texts are written in, without region and script.
SELECT DISTINCT split_part(language, '-', 1) FROM core.articles
