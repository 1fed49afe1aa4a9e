-- Which statement attaches this dataset, read only, so that its slug can be told from its name?
SELECT format(
    'ATTACH ''{}'' AS "incident {} {}" (READ_ONLY)',
    replace($path, '''', ''''''), $number, replace($slug, '"', '""')
);
