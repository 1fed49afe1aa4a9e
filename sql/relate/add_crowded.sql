-- staged: url of an article in a family of too many texts.
INSERT INTO meta.crowded SELECT url FROM staged;
