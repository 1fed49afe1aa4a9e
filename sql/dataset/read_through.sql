-- Can every block of a table be read? Variable: relation. The answer does not matter, its cost is that of reading all.
SELECT bit_xor(hash(held)) FROM query_table(getvariable('relation')) AS held;
