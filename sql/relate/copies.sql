-- What makes tellings.
SELECT url, of_url, kind, score, text_share, of_text_share, direction = 'known' AS known, cue FROM core.pairs
WHERE kind <> 'shares_quotation'
