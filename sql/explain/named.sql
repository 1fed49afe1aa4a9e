-- Whether a text speaks of another article's outlet or author by name.
SELECT coalesce(list_bool_or(list_transform(other.known_as, LAMBDA name: contains(one.body, name))), false) AS named
FROM core.told AS one
JOIN core.told AS other ON other.url = $of_url
WHERE one.url = $url
