-- What did articles change after publication, and what did copies change in their source's words?
-- Figures and names first. Without a version: a copy, compared with its source.
SELECT * FROM changes
ORDER BY
    list_position(['number', 'name', 'quotation', 'sentence'], what), version IS NULL, url, of_url, version, place,
    before, after;
