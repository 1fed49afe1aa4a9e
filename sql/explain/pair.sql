-- The pair of two articles as the dataset has it; no row where they do not relate.
SELECT url, of_url, kind, score, text_share, of_text_share, direction, cue, confidence, evidence
FROM main.pairs
WHERE (url = $url AND of_url = $of_url) OR (url = $of_url AND of_url = $url)
