-- Nothing is kept out by this any more.
DELETE FROM core.forgotten WHERE what = $what;
