-- Did the story come to each language by translation, or by somebody who told it anew?
-- The first dated article that began a telling and the first that was retold from another language, each by its date
-- as stated; `came_by` compares the two by the widest reading of their dates, and says "not certain" where these
-- overlap. Articles whose source is not here, and those without a date, are neither.
WITH own AS (
    SELECT
        language,
        min(published::DATE) AS first_day,
        min(published_from) AS earliest,
        min(published_until) AS latest
    FROM articles
    WHERE is_original AND published IS NOT NULL
    GROUP BY language
),

retold AS (
    SELECT
        articles.language,
        min(articles.published::DATE) AS first_day,
        min(articles.published_from) AS earliest,
        min(articles.published_until) AS latest,
        arg_min(sources.language, (articles.published_until, articles.url)) AS from_language
    FROM articles
    JOIN articles AS sources ON sources.url = articles.of_url
    WHERE sources.language <> articles.language AND articles.published IS NOT NULL
    GROUP BY articles.language
)

SELECT
    coalesce(own.language, retold.language) AS language,
    CASE
        WHEN retold.language IS NULL OR own.latest < retold.earliest THEN 'own telling'
        WHEN own.language IS NULL OR retold.latest < own.earliest THEN 'retelling'
        ELSE 'not certain'
    END AS came_by,
    own.first_day AS first_own,
    retold.first_day AS first_retold,
    retold.from_language
FROM own
FULL JOIN retold ON retold.language = own.language
ORDER BY least(own.first_day, retold.first_day), language;
