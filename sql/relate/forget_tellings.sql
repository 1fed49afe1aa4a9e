-- They are rebuilt from core.pairs.
DELETE FROM core.tellings
