-- Which articles has nobody retold, not even in part?
-- They began a telling, are alone in it, and no other article holds an excerpt of them, whatever is known of the
-- direction. Shared quotations do not count. Who retold them may also be missing from the dataset.
SELECT
    articles.published::DATE AS day,
    articles.language,
    articles.outlet,
    articles.url
FROM articles
JOIN tellings ON tellings.telling = articles.telling
ANTI JOIN retellings AS parts ON parts.of_url = articles.url
ANTI JOIN retellings AS shared ON shared.url = articles.url AND shared.direction = 'unknown'
WHERE articles.is_original AND tellings.articles = 1
ORDER BY articles.published NULLS LAST, articles.url;
