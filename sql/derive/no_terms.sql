-- Begin anew with what sentences hold of names and terms.
DELETE FROM core.terms;
