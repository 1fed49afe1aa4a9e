-- Which articles tell the incident? In exports an excerpt stands in the place of each text, see flows/export.py.
FROM articles;
