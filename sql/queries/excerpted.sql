-- Which voices are excerpted by others without being retold whole?
-- `articles` of other tellings hold a part of this one's text, translated or not, that is too small to make it their
-- source: less than 60 % of their own. Counted by telling, for a part that the original shares with its copies may
-- come from any of them. Only parts whose direction is known count. Shared quotations are no excerpts.
SELECT
    coalesce(originals.outlet, '(unseen)') AS original_outlet,
    count(DISTINCT parts.url) AS articles,
    count(DISTINCT parts.outlet) AS outlets,
    array_to_string(list_sort(list(DISTINCT parts.language)), ' ') AS languages,
    sources.telling
FROM retellings AS parts
JOIN articles ON articles.url = parts.url
JOIN articles AS sources ON sources.url = parts.of_url
LEFT JOIN articles AS originals ON originals.telling = sources.telling AND originals.is_original
WHERE parts.direction = 'known' AND sources.telling <> articles.telling
GROUP BY sources.telling, originals.outlet
ORDER BY articles DESC, sources.telling;
