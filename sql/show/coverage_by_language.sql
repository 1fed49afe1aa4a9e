-- Coverage by language, as much of it as fits a window.
SELECT language_name AS language, articles, tellings, own_tellings AS own, outlets, words, first_published, delay_hours
FROM coverage_by_language;
