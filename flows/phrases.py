"""A text among others -> the phrases that nobody else uses, to be searched for word by word."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.text import shingle_size, words

# Engines look at some 32 words of a query; a dozen in one order are nobody else's.
LONGEST_WORDS, LONGEST_CHARACTERS = 12, 24
_FEWEST_WORDS, _FEWEST_CHARACTERS = 6, 12
_LOOKED_AT = 8  # sentences for each that is wanted: every piece of them is weighed
_SHORT_SHINGLE = 5  # words; scripts without spaces have longer ones
_EDGES = " .,;:!?…–—-。，、；：！？،؛؟"
_MARKS = str.maketrans(dict.fromkeys('"“”„«»「」『』〝〞＂', " "))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence."""

    position: int  # of the sentence
    text: str


class Rarity:
    """How rare words are among some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        bags = [set(_terms(text)) for text in texts]
        self._texts = len(bags)
        self._holding = Counter(term for bag in bags for term in bag)

    def of(self, text: str) -> float:
        """Return how much less likely than any its words are, in all; each counts once."""
        return sum(math.log((self._texts + 2) / (self._holding[term] + 1)) for term in set(_terms(text)))


def distinctive(sentences: Sequence[tuple[int, str]], rarity: Rarity, most: int) -> list[Phrase]:
    """Return the rarest phrase of each of the rarest sentences (position, text), in their order."""
    likely = sorted(sentences, key=lambda one: (-rarity.of(one[1]), one[0]))[: most * _LOOKED_AT]
    found = [(rarity.of(piece), Phrase(place, piece)) for place, text in likely if (piece := phrase(text, rarity))]
    best = sorted(found, key=lambda one: (-one[0], one[1].position))[:most]
    return sorted((one for _, one in best), key=lambda one: one.position)


def phrase(text: str, rarity: Rarity) -> str | None:
    """Return the rarest piece of a sentence that a query takes, without quotation marks; None for a short sentence."""
    bare = " ".join(text.translate(_MARKS).split())
    by_words = shingle_size(words(bare)) == _SHORT_SHINGLE
    units = bare.split() if by_words else list(bare)
    fewest, longest = (_FEWEST_WORDS, LONGEST_WORDS) if by_words else (_FEWEST_CHARACTERS, LONGEST_CHARACTERS)
    if len(units) < fewest:
        return None
    joint = " " if by_words else ""
    starts = [start for start in range(max(len(units) - longest, 0) + 1) if by_words or _begins(units, start)]
    pieces = (joint.join(units[start : start + longest]) for start in starts)
    return max(pieces, key=rarity.of).strip(_EDGES)


def _begins(characters: Sequence[str], start: int) -> bool:
    """Say whether a clause begins there: a piece of a text without spaces that begins in a word is hard to find."""
    return start == 0 or characters[start - 1] in _EDGES


def _terms(text: str) -> list[str]:
    """Return the words of a text; pairs of characters where words aren't parted."""
    units = words(text)
    if shingle_size(units) == _SHORT_SHINGLE:
        return units
    return [one + other for one, other in pairwise(units)]
