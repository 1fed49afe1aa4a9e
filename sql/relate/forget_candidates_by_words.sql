-- They are found anew, so that they depend on what is there and not on what came first.
DELETE FROM core.candidates WHERE found_by = 'words'
