-- Outlets of the articles, with their names.
SELECT DISTINCT articles.outlet, coalesce(outlets.name, '') AS name
FROM core.edited AS articles
LEFT JOIN core.outlets AS outlets ON outlets.outlet = articles.outlet
