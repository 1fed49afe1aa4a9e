-- Files of the archive whose records are in the dataset.
SELECT warc FROM core.journals;
