-- They are rebuilt from core.relations.
DELETE FROM core.pairs
