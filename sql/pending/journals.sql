-- Files of the archive whose records are in the dataset.
SELECT DISTINCT warc FROM core.visits WHERE warc IS NOT NULL;
