-- Who was first in each language, how far behind the first of all, and how sure is that?
-- `certain`: no other dated article may be as early. `published_from` and `_until` are the widest reading of its date.
SELECT firsts.*, articles.outlet_name, articles.published_from, articles.published_until
FROM first_by_language AS firsts
LEFT JOIN articles ON articles.url = firsts.url
ORDER BY firsts.published NULLS LAST, firsts.language;
