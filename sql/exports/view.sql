-- Which rows does the view hold, in its own order? Variable: relation.
FROM query_table(getvariable('relation'));
