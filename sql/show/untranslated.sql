-- What waits for English, and what each engine said.
SELECT language, reason, segments AS sentences, articles, characters FROM untranslated;
