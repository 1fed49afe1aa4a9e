-- staged: a row of core.overrides each.
INSERT INTO core.overrides BY NAME FROM staged;
