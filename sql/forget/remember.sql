-- What is to be forgotten from now on. staged: what, kind, forgotten_on, addresses_sha256.
MERGE INTO core.forgotten AS forgotten
USING staged AS asked
ON forgotten.what = asked.what
WHEN MATCHED THEN UPDATE SET
    addresses_sha256 = list_sort(list_distinct(list_concat(forgotten.addresses_sha256, asked.addresses_sha256)))
WHEN NOT MATCHED THEN INSERT BY NAME;
