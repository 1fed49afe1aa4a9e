-- staged: a row of core.edits each, and outlet_name.
INSERT INTO core.edits BY NAME SELECT * EXCLUDE (outlet_name) FROM staged;

INSERT INTO core.outlets (outlet, name)
SELECT outlet, any_value(outlet_name) FROM staged ANTI JOIN core.outlets USING (outlet)
WHERE outlet IS NOT NULL
GROUP BY outlet;
