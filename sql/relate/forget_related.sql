-- Where an editor has a say, everything is made again in every run.
DELETE FROM meta.related
