-- Pairs were found by words, of all texts that there are.
INSERT INTO meta.compared SELECT evidence_sha256, $method FROM sketched WHERE is_there AND NOT was_there
