-- What does the editor say, and is it in force?
FROM overrides;
