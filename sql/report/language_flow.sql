-- Out of which language into which did the story cross?
SELECT * FROM language_flow
ORDER BY retellings DESC, of_language, language;
