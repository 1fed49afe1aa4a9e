-- How many independent voices stand behind how many articles, and which voice was retold most?
SELECT telling, articles, languages, outlets, first_published FROM tellings ORDER BY articles DESC, telling;
