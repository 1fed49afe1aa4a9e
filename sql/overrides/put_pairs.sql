-- What the editor says of pairs, in the place of what was found. staged: a row of core.pairs each, and is_cut.
DELETE FROM core.pairs USING staged
WHERE
    (pairs.url = staged.url AND pairs.of_url = staged.of_url)
    OR (pairs.url = staged.of_url AND pairs.of_url = staged.url);

INSERT INTO core.pairs BY NAME SELECT * EXCLUDE (is_cut) FROM staged WHERE NOT is_cut;
