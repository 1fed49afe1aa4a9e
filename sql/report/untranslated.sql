-- What could nobody translate, and why?
SELECT * FROM untranslated
ORDER BY segments DESC, language, reason;
