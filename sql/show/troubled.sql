-- What failed or waits for something that a later run may bring. Not: what nobody could translate, which is marked, and
-- what a sitemap holds from before the incident, which nobody wanted.
SELECT stage, outcome, reason, items FROM ledger
WHERE (outcome = 'waiting' AND reason <> 'review') OR (stage = 'discover' AND reason <> 'before_window');
