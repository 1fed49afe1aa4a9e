-- Which files of the archive was the dataset made from?
SELECT warc FROM core.journals ORDER BY warc;
