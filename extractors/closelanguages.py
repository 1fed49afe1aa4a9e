"""What everyday words and their parts tell of languages that detectors cannot part.

What counts is spelling, grammar and everyday words; names of one country's things would tell its topic. `abc-` begins a
word, `-abc` ends one, `a_b` is two words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from . import malay, norwegian, southslavic

_MUCH, _LITTLE = southslavic.MUCH, southslavic.LITTLE
_OFTEN = 3  # times that a pattern counts

ENTRIES: Mapping[str, Sequence[tuple[str, float, str]]] = {  # by cluster
    "id": malay.ENTRIES,
    "hr": southslavic.ENTRIES,
    "nb": norwegian.ENTRIES,
}

_PATTERNS: Mapping[str, tuple[tuple[str, float, re.Pattern[str]], ...]] = {
    "hr": (
        ("hr bs", _MUCH, re.compile(r"[vm]je")),  # where ekavian writes `ve` and `me`
        ("hr bs", _LITTLE, re.compile(r"[ai]t će")),  # Serbian writes the future in one word
        ("hr bs", _LITTLE, re.compile(r"\b[a-z]*[wxyq][a-z]+\b")),  # Serbian writes foreign names as they sound
        ("bs sr", _LITTLE, re.compile(r"\b(?:mo(?:že|gu|ra|raju)|treba|žel[ie]|hoće|neće|će|ću|poče(?:o|l[ai])) da\b")),
    ),
}

_WORD = re.compile(r"[^\W\d_\u0300-\u036f]+")
_SHORTEST_PART = 3  # letters of a beginning or ending


def _exploded(groups: Iterable[tuple[str, float, str]]) -> dict[str, tuple[tuple[str, ...], float]]:
    return {entry: (tuple(who.split()), weight) for who, weight, entries in groups for entry in entries.split()}


_SPEAKS = {cluster: _exploded(groups) for cluster, groups in ENTRIES.items()}
_LONGEST_PART = max(len(entry) for speaks in _SPEAKS.values() for entry in speaks if "-" in entry) - 1


def leanings(text: str, cluster: str) -> Mapping[str, float]:
    """Return how much a text's words speak for each member of a cluster of close languages, in natural log odds.

    A word counts once, however often it occurs. Members for whom nothing speaks are missing.
    """
    speaks = _SPEAKS.get(cluster, {})
    text = text.lower()
    words = _WORD.findall(text)
    pairs = dict.fromkeys(f"{one}_{two}" for one, two in pairwise(words))  # a set's order, and so the sum, would change
    found = [speaks[pair] for pair in pairs if pair in speaks]
    found += [hit for word in dict.fromkeys(words) if (hit := _spoken(word, speaks))]
    found += [
        (tuple(who.split()), weight * min(_OFTEN, times))
        for who, weight, pattern in _PATTERNS.get(cluster, ())
        if (times := len(pattern.findall(text)))
    ]
    scores: dict[str, float] = {}
    for members, weight in found:
        for member in members:
            scores[member] = scores.get(member, 0.0) + weight
    return scores


def _spoken(word: str, speaks: Mapping[str, tuple[tuple[str, ...], float]]) -> tuple[tuple[str, ...], float] | None:
    """Return what a word says: as a whole, else by its longest known beginning, else by its longest known ending."""
    if word in speaks:
        return speaks[word]
    lengths = range(min(len(word), _LONGEST_PART), _SHORTEST_PART - 1, -1)
    parts = [f"{word[:length]}-" for length in lengths] + [f"-{word[-length:]}" for length in lengths]
    return next((speaks[part] for part in parts if part in speaks), None)
