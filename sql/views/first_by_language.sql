-- Who told it first in each language, how sure is that, and where did they have it from?
CREATE OR REPLACE VIEW main.first_by_language AS
SELECT
    firsts.language,
    coalesce(languages.name, firsts.language) AS language_name,
    firsts.url,
    firsts.outlet,
    firsts.published,
    firsts.published_precision,
    firsts.delay_hours,
    firsts.delay_days,
    firsts.certain,
    firsts.rivals,
    firsts.undated,
    via.of_url AS via,
    via.language AS via_language,
    via.kind AS via_kind
FROM core.firsts AS firsts
LEFT JOIN core.languages AS languages ON languages.language = firsts.language
LEFT JOIN (
    SELECT retold.url, retold.of_url, retold.kind, sources.language
    FROM core.retold AS retold
    JOIN core.edited AS articles ON articles.url = retold.url
    JOIN core.edited AS sources ON sources.url = retold.of_url AND sources.language <> articles.language
    WHERE retold.direction = 'known'
    QUALIFY row_number() OVER (
        PARTITION BY retold.url ORDER BY retold.is_nearest DESC, retold.text_share DESC NULLS LAST, retold.of_url
    ) = 1
) AS via ON via.url = firsts.url
ORDER BY firsts.published NULLS LAST, firsts.language;
