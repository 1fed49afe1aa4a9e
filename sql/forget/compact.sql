-- All that is in the working file, into a new one: what was deleted stays in the free blocks of the old.
ATTACH $path AS compacted;
