-- Sentences that hold names or terms of the incident as it is now. staged: the columns of core.terms.
INSERT INTO core.terms BY NAME SELECT * FROM staged;
