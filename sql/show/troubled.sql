-- What failed or waits for something that a later run may bring. Not: what nobody could translate, which is marked, and
-- what a sitemap holds from before the incident, which nobody wanted; nor an override that waits for its article.
SELECT stage, outcome, reason, items FROM ledger
WHERE
    (outcome = 'waiting' AND reason NOT IN ('review', 'override'))
    OR (stage = 'discover' AND reason <> 'before_window');
