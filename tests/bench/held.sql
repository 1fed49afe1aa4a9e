-- What a dataset of made articles holds, in one row: its tables' rows and a hash over all of each.
SELECT
    (SELECT (count(*), bit_xor(hash(held))) FROM core.links AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.sightings AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.articles AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.texts AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.versions AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.segments AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.readings AS held),
    (SELECT (count(*), bit_xor(hash(held))) FROM core.outlets AS held);
