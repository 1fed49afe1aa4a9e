-- Who retold whom, for the comparison with a truth.toml.
SELECT url, of_url, kind, direction FROM retellings;
