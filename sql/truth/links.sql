-- How every link ended, for the comparison with a truth.toml.
SELECT url, outcome, reason, alias_of FROM core.links;
