-- Articles of a published dataset with the texts that they had, to be held against a later one.
SELECT url, text_sha256 FROM core.edited;
