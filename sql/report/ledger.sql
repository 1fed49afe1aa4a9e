-- Where did every link end?
FROM ledger;
