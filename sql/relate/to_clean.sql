-- Outlets that have a new text and more than one: a new text can make a line of the others boilerplate.
SELECT outlet FROM core.wordings
GROUP BY outlet
HAVING count(DISTINCT text_sha256) > 1 AND count(*) > count(evidence_sha256)
ORDER BY outlet
