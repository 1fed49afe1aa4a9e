-- Where every link ended.
SELECT stage, outcome, reason, items FROM ledger;
