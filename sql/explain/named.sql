-- Whether a text speaks of another article's outlet or author by name, as sql/relate/article_pairs.sql looks for it.
SELECT
    coalesce(list_bool_or(list_transform(
        list_filter(
            list_transform(
                list_concat([outlets.name, split_part(other.outlet, '.', 1)], other.authors),
                lambda name: lower(regexp_replace(name, '[\s-]+', '', 'g'))
            ),
            lambda name: length(name) >= 8
        ),
        lambda name: contains(lower(regexp_replace(texts.body, '[\s-]+', '', 'g')), name)
    )), false) AS named
FROM core.edited AS one
JOIN core.texts AS texts ON texts.text_sha256 = one.text_sha256
JOIN core.edited AS other ON other.url = $of_url
LEFT JOIN core.outlets AS outlets ON outlets.outlet = other.outlet
WHERE one.url = $url
