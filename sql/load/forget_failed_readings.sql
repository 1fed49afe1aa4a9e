-- Pages that could not be read for want of time or memory, or by a mistake of ours, are read again in every run.
DELETE FROM core.readings WHERE outcome = 'waiting' AND reason IN ('timeout', 'out_of_memory', 'crashed');
