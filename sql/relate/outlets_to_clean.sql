-- Outlets with a new text and more than one text: a new text can make a line of the others boilerplate.
SELECT outlet FROM core.wordings
GROUP BY outlet
HAVING count(*) > count(evidence_sha256) AND count(DISTINCT text_sha256) > 1
ORDER BY outlet
