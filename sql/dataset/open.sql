-- Open the file of the one writer. Everything else speaks of it by this name.
ATTACH $path AS work;
