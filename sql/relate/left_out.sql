-- Lines of the last load whose address was given before.
SELECT line, url FROM repeated ORDER BY line
