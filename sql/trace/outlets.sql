-- The outlets that the dataset has articles of.
SELECT outlet, name FROM core.outlets ORDER BY outlet
