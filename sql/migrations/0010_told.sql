-- What articles call one another by, for the cue `named`.
CREATE VIEW core.told AS
SELECT
    articles.url,
    lower(regexp_replace(texts.body, '[\s-]+', '', 'g')) AS body,
    list_filter(
        list_transform(
            list_concat([outlets.name, split_part(articles.outlet, '.', 1)], articles.authors),
            lambda name: lower(regexp_replace(name, '[\s-]+', '', 'g'))
        ),
        lambda name: length(name) >= 8
    ) AS known_as
FROM core.edited AS articles
JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet;
COMMENT ON VIEW core.told IS 'One row per article: its words, and what people call it when they say where they have something from.';
COMMENT ON COLUMN core.told.url IS 'The article.';
COMMENT ON COLUMN core.told.body IS 'Its text in small letters, without spaces and hyphens.';
COMMENT ON COLUMN core.told.known_as IS 'Its outlet, by name and as its address has it, and those who wrote it, spelled likewise; short names turn up everywhere and are left out.';
