-- What is kept out of this dataset for good, because somebody asked for it: no more than it takes to know it again.
CREATE TABLE core.forgotten (
    what VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('address', 'domain')),
    forgotten_on DATE NOT NULL,
    addresses_sha256 VARCHAR[] NOT NULL
);
COMMENT ON TABLE core.forgotten IS 'One row per article or domain that was removed at somebody''s request and never comes back: its links end as dropped, forgotten. `retold forget --undo` takes the row away.';
COMMENT ON COLUMN core.forgotten.what IS 'Canonical address of the article, or the domain with all hosts below it.';
COMMENT ON COLUMN core.forgotten.kind IS 'address or domain.';
COMMENT ON COLUMN core.forgotten.forgotten_on IS 'Day of the request, in UTC. Run clock.';
COMMENT ON COLUMN core.forgotten.addresses_sha256 IS 'SHA-256 of every address that led there, without scheme, www and the slash at its end: enough to know it again in any spelling, and not to be read. Of a domain, those on other domains.';
