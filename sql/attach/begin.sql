-- Room for the tables of all attached datasets, under the name that they have in each. DuckDB gives the definition of a
-- macro with the arrow for lambdas, which it else refuses.
CREATE SCHEMA core;
SET TimeZone = 'UTC';
SET lambda_syntax = 'ENABLE_SINGLE_ARROW';
