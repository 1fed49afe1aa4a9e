-- Which articles hold these words, the best first?
SELECT * FROM search($sought);
