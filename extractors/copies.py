"""Two texts in one language -> the words they share, told apart into quotations and the teller's own.

A word counts as shared when it stands in a run of five (eight characters where words aren't parted) that the other
text has too. Words inside quotation marks in both texts say nothing of copying: both heard the same speaker.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .quotations import quotations
from .records import Segment
from .text import SHINGLE_CHARACTERS, distinct, shingle_size, shingles, word_hashes, words_of_each

# A sentence with three tenths of its words in shared runs was taken over and edited: with one word in eight changed,
# half the runs of five are broken.
_EDITED = 0.3
_CONTENT_CHARS, _ENOUGH_TERMS = 5, 10  # shorter words are grammar, fewer of them are chance


@dataclass(frozen=True)
class Wording:
    """The words of a text, an entry each, in order."""

    hashes: NDArray[np.uint64]
    sentence: NDArray[np.int64]  # position of the sentence it stands in
    outside: NDArray[np.bool_]  # not in quotation marks
    chars: NDArray[np.int64]
    shingle_size: int
    outside_chars: NDArray[np.int64]  # an entry for each sentence: its characters outside quotations

    @cached_property
    def runs(self) -> "Runs":
        """The shingles of the text's own size."""
        return _runs(self, self.shingle_size)


@dataclass(frozen=True, slots=True)
class Runs:
    """The shingles of a text."""

    found: NDArray[np.uint64]
    outside: NDArray[np.bool_]  # for the greater part not in quotation marks
    distinct: NDArray[np.uint64]
    distinct_outside: NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What of one text's wording stands in another; words of scripts without spaces count as 5/8 of a word."""

    share: float  # of its own characters outside quotations, in sentences taken over
    words: float  # outside quotations
    run_words: float  # the longest piece of them without a gap
    passage_words: float  # most of them in one piece without a gap that may hold quotations too
    quoted_words: float  # inside quotation marks in both texts
    plain: float  # share of `words` outside quotation marks in this text; the rest is so in the other one only
    sentences: NDArray[np.bool_]  # an entry each: taken over


def wording(text: str, segments: list[Segment]) -> Wording:
    """Return the words of a text, each with its sentence and whether it is quoted."""
    spans = quotations(text)
    pieces: list[str] = []
    sentence: list[int] = []
    outside: list[bool] = []
    outside_chars = np.zeros(len(segments), np.int64)
    at = 0
    first = 0
    for segment in segments:
        start = text.index(segment.text, at)
        at = start + len(segment.text)
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        for begin, end, quoted in _pieces(start, at, spans, first):
            pieces.append(text[begin:end])
            sentence.append(segment.position)
            outside.append(not quoted)
            outside_chars[segment.position] += 0 if quoted else len(pieces[-1].strip())
    units, counts = words_of_each(pieces)
    return Wording(
        hashes=word_hashes(units),
        sentence=np.repeat(np.array(sentence, np.int64), counts),
        outside=np.repeat(np.array(outside, np.bool_), counts),
        chars=np.array(list(map(len, units)), np.int64),
        shingle_size=shingle_size(units),
        outside_chars=outside_chars,
    )


def _pieces(start: int, end: int, spans: list[tuple[int, int]], first: int) -> list[tuple[int, int, bool]]:
    """Return (begin, end, quoted) of the parts of a sentence, cut where quotations begin and end."""
    pieces = []
    for at in range(first, len(spans)):  # never a copy of the rest: that takes time in the square of the quotations
        begin, finish = spans[at]
        if begin >= end:
            break
        pieces += [(start, max(begin, start), False), (max(begin, start), min(finish, end), True)]
        start = min(finish, end)
    return [*pieces, (start, end, False)]


def shared(one: Wording, other: Wording) -> Shared | None:
    """Return what of the first text stands in the second; None for nothing."""
    size = max(one.shingle_size, other.shingle_size)
    runs = one.runs if one.shingle_size == size else _runs(one, size)
    other_runs = other.runs if other.shingle_size == size else _runs(other, size)
    common = np.intersect1d(runs.distinct, other_runs.distinct, assume_unique=True)
    if not len(common):
        return None
    held = _among(runs.found, common)
    own = held & (runs.outside | _among(runs.found, other_runs.distinct_outside))
    return _shared(one, _spread(own, len(one.hashes)), _spread(held & ~own, len(one.hashes)), 5 / size)


def _among(found: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which shingles are among known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(found), np.bool_)
    places = np.searchsorted(known, found)
    return known[np.minimum(places, len(known) - 1)] == found  # type: ignore[no-any-return]  # of arrays: an array


def _shared(one: Wording, own_words: NDArray[np.bool_], others: NDArray[np.bool_], word: float) -> Shared:
    quoted_words = others & ~own_words
    counted = one.outside | own_words
    taken = _sentences(one, own_words, counted)
    total = one.chars[counted].sum()
    return Shared(
        share=float(one.chars[counted & taken[one.sentence]].sum() / total) if total else 0.0,
        words=float(own_words.sum() * word),
        run_words=_longest(own_words) * word,
        passage_words=_most(own_words | quoted_words, own_words & one.outside) * word,
        quoted_words=float(quoted_words.sum() * word),
        plain=float((own_words & one.outside).sum() / max(own_words.sum(), 1)),
        sentences=taken,
    )


def _runs(text: Wording, size: int) -> Runs:
    found = shingles(text.hashes, size)
    sums = np.concatenate(([0], np.cumsum(text.outside)))
    width = len(text.hashes) - len(found) + 1
    outside = (sums[width:] - sums[: len(sums) - width]) * 2 > width if len(found) else np.empty(0, np.bool_)
    return Runs(found, outside, distinct(found), distinct(found[outside]))


def coherence(text: Wording, sentences: NDArray[np.bool_]) -> float | None:
    """Return how far some sentences of a text speak of the same things as the others, 0..1; None for too few words.

    The cosine of their longer words' counts, damped; pairs of characters where words aren't parted.
    """
    inside = sentences[text.sentence]
    if text.shingle_size == SHINGLE_CHARACTERS:
        terms = shingles(text.hashes, 2)
        inside = inside[: len(terms)]
    else:
        terms, inside = text.hashes[text.chars >= _CONTENT_CHARS], inside[text.chars >= _CONTENT_CHARS]
    if min(inside.sum(), (~inside).sum()) < _ENOUGH_TERMS:
        return None
    _, place = np.unique(terms, return_inverse=True)
    here, there = (np.log1p(np.bincount(place[side], minlength=place.max() + 1)) for side in (inside, ~inside))
    return float(here @ there / (np.linalg.norm(here) * np.linalg.norm(there)))


def _spread(starts: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Return which words lie in one of the shingles that begin at the marked places."""
    covered = np.zeros(count, np.bool_)
    for step in range(count - len(starts) + 1 if len(starts) else 0):
        covered[step : step + len(starts)] |= starts
    return covered


def _sentences(text: Wording, own: NDArray[np.bool_], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return for each sentence whether so many of its words are shared that it was taken over."""
    count = len(text.outside_chars)
    total = np.bincount(text.sentence[counted], minlength=count)
    found = np.bincount(text.sentence[own], minlength=count)
    return (found > 0) & (found >= _EDITED * total)


def _longest(marks: NDArray[np.bool_]) -> int:
    """Return the length of the longest run of marks."""
    return _most(marks, marks)


def _most(marks: NDArray[np.bool_], counted: NDArray[np.bool_]) -> int:
    """Return how many counted words the run of marks holds that has most of them."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marks, [False])).astype(np.int8)))
    sums = np.concatenate(([0], np.cumsum(counted)))
    return int((sums[edges[1::2]] - sums[edges[::2]]).max(initial=0))
