-- Addresses that turned out to lead to what is forgotten. staged: what, address_sha256.
UPDATE core.forgotten AS forgotten
SET addresses_sha256 = list_sort(list_distinct(list_concat(forgotten.addresses_sha256, learned.addresses_sha256)))
FROM (SELECT what, list(address_sha256) AS addresses_sha256 FROM staged GROUP BY what) AS learned
WHERE learned.what = forgotten.what;
