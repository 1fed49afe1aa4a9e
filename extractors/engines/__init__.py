"""Engines translate; a new one is a file here with one value.

    ENGINE = Engine(name="…", max_bytes=…, supports=supports, version=version, translate=translate)

`translate(texts, source, target)` gets texts of one line and at most `max_bytes`, languages as BCP-47, and returns as
many answers in the same order, None where it has no usable one. When the engine as a whole refuses (limit, no network,
not installed) and nothing is done yet, it raises RetryError; when it refuses midway, it returns what it has, and None
for the rest: the next call meets the refusal. It may put `quality.UNKNOWN` before words that it left as they were.
Codes of languages, limits and manners towards a server are the file's own business; names, checks and the choice of
engine are the chain's. `retold doctor` shows what an engine says of itself: `missing` and `optional` tell what to do,
`settings` which environment variables it reads, `gist` in which languages its output tells the sense and no more.
Runs that ask nobody use an engine for those pairs alone for which `asks_web` is False.
"""
