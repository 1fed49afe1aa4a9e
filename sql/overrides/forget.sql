-- The editor's word is taken anew in every run, from the file as it is now.
DELETE FROM core.outlets
WHERE outlet IN (SELECT outlet FROM core.edits) AND outlet NOT IN (SELECT outlet FROM core.articles);

DELETE FROM core.edits;

DELETE FROM core.overrides;
