-- What was lost on the way, and why?
SELECT stage, outcome, reason, items FROM ledger WHERE outcome IN ('dropped', 'waiting') ORDER BY items DESC, reason;
