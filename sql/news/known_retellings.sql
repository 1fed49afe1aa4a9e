-- Retellings of a published dataset.
SELECT url, of_url FROM retellings;
