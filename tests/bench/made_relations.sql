-- Relations as a run might find them, in a dataset of made articles: every twentieth retells the one before it by
-- address, in one kind after another, and every fiftieth said something else before.
UPDATE core.articles SET evidence_sha256 = text_sha256;

INSERT INTO core.pairs
SELECT
    url,
    of_url,
    ['exact_copy', 'near_copy', 'excerpt', 'translated_copy', 'translated_excerpt', 'shares_quotation'][
        1 + place // 20 % 6
    ],
    0.9,
    0.8,
    0.7,
    CASE WHEN place // 20 % 7 = 0 THEN 'unknown' ELSE 'known' END,
    'date',
    0.9,
    '{}'
FROM (
    SELECT
        url,
        lag(url) OVER (ORDER BY url) AS of_url,
        row_number() OVER (ORDER BY url) AS place
    FROM core.articles
)
WHERE place % 20 = 0;

INSERT INTO core.tellings
SELECT
    articles.url,
    coalesce(pairs.of_url, articles.url),
    pairs.of_url IS NULL,
    pairs.of_url,
    articles.words % 90 = 0,
    CASE WHEN articles.words % 90 = 0 THEN 'made' END
FROM core.articles AS articles
LEFT JOIN core.pairs AS pairs
    ON
        pairs.url = articles.url
        AND pairs.direction = 'known'
        AND pairs.kind IN ('exact_copy', 'near_copy', 'translated_copy');

INSERT INTO core.versions (url, text_sha256, title, seen_at, extractor, agreement, evidence_sha256)
SELECT url, other_sha256, 'As it was', TIMESTAMP '2024-03-01', 'made', 1.0, other_sha256
FROM (
    SELECT
        url,
        text_sha256,
        lag(text_sha256) OVER (ORDER BY url) AS other_sha256,
        row_number() OVER (ORDER BY url) AS place
    FROM core.articles
)
WHERE place % 50 = 0 AND other_sha256 <> text_sha256;

INSERT INTO core.differences
SELECT DISTINCT ON (text_sha256, of_text_sha256)
    text_sha256,
    of_text_sha256,
    'made',
    [
        { place: 0, what: 'number', before: '14', after: '43' },
        { place: 0, what: 'sentence', before: 'It cost 14 lives.', after: 'It cost 43 lives.' }
    ]
FROM core.compared
WHERE text_sha256 <> of_text_sha256;
