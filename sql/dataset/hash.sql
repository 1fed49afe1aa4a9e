-- How many rows a table has and what they hold, in whatever order; variable: relation.
SELECT concat(count(*), ' ', coalesce(sum(hash(*COLUMNS(*))::UHUGEINT), 0)) FROM query_table(getvariable('relation'));
