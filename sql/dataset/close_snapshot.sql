-- Let go of a snapshot that could not be finished.
DETACH DATABASE IF EXISTS snapshot;
