-- staged: a row of core.pairs each.
INSERT INTO core.pairs
SELECT url, of_url, kind, score, text_share, of_text_share, direction, cue, confidence, evidence FROM staged;
