-- They are rebuilt from core.pairs, except where everything is as it was.
DELETE FROM core.tellings WHERE url NOT IN (SELECT url FROM meta.related)
