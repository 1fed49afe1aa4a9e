-- What is this dataset to forget?
SELECT what, kind, forgotten_on, addresses_sha256 FROM core.forgotten ORDER BY what;
