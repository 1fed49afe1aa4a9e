-- From parent to parent every article comes to one that has none: nobody has a text from those who have it from him.
WITH RECURSIVE traced AS (
    SELECT url FROM core.tellings WHERE of_url IS NULL
    UNION
    SELECT tellings.url FROM core.tellings AS tellings JOIN traced ON traced.url = tellings.of_url
)

SELECT url, of_url FROM core.tellings ANTI JOIN traced USING (url);
