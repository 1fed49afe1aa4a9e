-- What was told, article by article?
CREATE OR REPLACE VIEW main.articles AS
SELECT
    articles.url,
    articles.outlet,
    outlets.name AS outlet_name,
    outlets.country,
    articles.language,
    articles.title,
    english.title_en,
    english.title_engine,
    texts.body AS text,
    english.text_en,
    english.engine,
    articles.published,
    articles.published_precision,
    articles.published_from,
    articles.published_until,
    articles.published_text,
    articles.authors,
    articles.credit,
    articles.words,
    articles.relevance,
    articles.relevance_names,
    articles.found_at,
    tellings.telling,
    coalesce(tellings.is_original, false) AS is_original,
    tellings.of_url,
    coalesce(tellings.presumed_retelling, false) AS presumed_retelling,
    tellings.presumed_evidence,
    articles.flags,
    articles.rights,
    articles.shareable,
    articles.warc,
    articles.edited
FROM core.edited AS articles
JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
LEFT JOIN core.english AS english ON english.url = articles.url
LEFT JOIN core.tellings AS tellings ON tellings.url = articles.url
ORDER BY articles.published NULLS LAST, articles.url;
