-- All texts were held against one another.
UPDATE core.vectors SET screened = true WHERE NOT screened AND method = $method
