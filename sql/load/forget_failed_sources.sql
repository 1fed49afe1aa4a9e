-- Every run asks every source again: what failed last time says nothing of this one.
DELETE FROM core.drops WHERE stage = 'discover';
