-- staged: a row of core.tellings for every article.
INSERT INTO core.tellings
SELECT url, telling, is_original, of_url, presumed_retelling, presumed_evidence FROM staged;
