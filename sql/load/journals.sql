-- Files of the archive that have been loaded. staged: warc, run_id.
MERGE INTO core.journals AS journals
USING staged AS loaded
    ON journals.warc = loaded.warc
WHEN NOT MATCHED THEN INSERT (warc, run_id) VALUES (loaded.warc, loaded.run_id);
