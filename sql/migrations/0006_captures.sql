-- What columns mean since pages may come out of other people's archives, and moments are those of asking.
COMMENT ON COLUMN core.links.url IS 'Cleaned address: lower-case host, no tracking parameters, no fragment; of a page in somebody''s archive, the file''s address and behind # its place in there.';
COMMENT ON COLUMN core.visits.url IS 'The address that was asked for, or looked at on disk.';
COMMENT ON COLUMN core.visits.fetched_at IS 'UTC moment when the last request was sent, after redirects that is; of a page in somebody''s archive, when it was captured. Run clock.';
COMMENT ON COLUMN core.visits.final_url IS 'Where redirects led; the address itself when there was none; of a page in somebody''s archive, where it stood.';
COMMENT ON COLUMN core.visits.status IS 'HTTP status of the last answer; null when there was no answer, or for local files that keep none.';
COMMENT ON COLUMN core.visits.etag IS 'The ETag header, sent back with the next request; null when absent. Of a local file, its time and size.';
COMMENT ON COLUMN core.visits.duration_s IS 'Seconds that the requests took, redirects included, turns waited for not. Run clock.';
COMMENT ON COLUMN core.runs.state IS 'running, done or failed; a killed run stays running.';
COMMENT ON COLUMN core.readings.read_at IS 'UTC moment of the visit that brought the body, see core.visits. Run clock.';
