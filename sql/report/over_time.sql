-- When did each language pick the story up, and when did it drop it?
-- A row per day (UTC) and language; without a day: no date is stated.
SELECT * FROM coverage_by_day
ORDER BY day NULLS LAST, articles DESC, language;
