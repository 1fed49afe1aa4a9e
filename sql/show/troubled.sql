-- What failed or waits for something that a later run may bring; what nobody could translate is marked, not failed.
SELECT stage, outcome, reason, items FROM ledger
WHERE (outcome = 'waiting' AND reason <> 'review') OR stage = 'discover';
