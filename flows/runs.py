"""Two texts in one language -> the longest runs of words that they share, with their places in the sentences."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

import numpy as np
from numpy.typing import NDArray

from extractors.deduplicate import Text
from extractors.quotations import quotations
from extractors.text import shingle_size, shingles, word_hashes, words

Span = tuple[int, int]  # of characters


@dataclass(frozen=True, slots=True)
class Marked:
    """Sentences of a text with a part of them marked."""

    before: str
    part: str
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another in both texts."""

    words: int
    quoted: bool  # in quotation marks on both sides, which makes no copy
    here: Marked
    there: Marked


@dataclass(frozen=True)
class _Words:
    """The words of a text, an entry each, in order, with their places."""

    text: Text
    places: list[Span]
    hashes: NDArray[np.uint64]
    size: int  # of a shingle
    quoted: list[bool]


def longest(one: Text, other: Text, most: int) -> list[Run]:
    """Return the longest runs, longest first; none where the texts count words in different ways.

    A run is never shorter than what counts as shared: five words, eight characters where words aren't parted.
    """
    here, there = _words(one), _words(other)
    if here.size != there.size:
        return []
    common = _common(here.hashes, there.hashes, here.size)
    kept: list[tuple[int, int, int]] = []
    for start, end, place in sorted(common, key=lambda run: (run[0] - run[1], run)):
        if all(end <= begin or start >= finish for begin, finish, _ in kept):
            kept.append((start, end, place))
        if len(kept) == most:
            break
    return [_run(here, there, *run) for run in kept]


def _words(text: Text) -> _Words:
    places = _spans(text.body)
    units = [" ".join(words(text.body[start:end])) for start, end in places]
    spans = quotations(text.body)
    starts = [begin for begin, _ in spans]
    near = (bisect_right(starts, start) - 1 for start, _ in places)
    quoted = [index >= 0 and end <= spans[index][1] for index, (_, end) in zip(near, places, strict=True)]
    return _Words(text, places, word_hashes(units), shingle_size(units), quoted)


def _common(here: NDArray[np.uint64], there: NDArray[np.uint64], size: int) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, start there) of runs that cannot go on, from the first place there where they may begin."""
    ours, theirs = shingles(here, size).tolist(), shingles(there, size).tolist()
    first = {number: place for place, number in reversed(list(enumerate(theirs)))}
    start = 0
    while start < len(ours):
        place = first.get(ours[start])
        if place is None:
            start += 1
            continue
        length = sum(
            1
            for _ in takewhile(
                lambda two: two[0] == two[1], zip(islice(ours, start, None), islice(theirs, place, None), strict=False)
            )
        )
        yield start, min(start + length - 1 + size, len(here)), place
        start += length


def _run(here: _Words, there: _Words, start: int, end: int, place: int) -> Run:
    length = end - start
    quoted = all(here.quoted[start:end]) and all(there.quoted[place : place + length])
    return Run(length, quoted, _marked(here, start, end), _marked(there, place, place + length))


def _marked(found: _Words, first_word: int, behind: int) -> Marked:
    """Return the sentences that a run of words stands in."""
    text = found.text
    start, end = found.places[first_word][0], found.places[behind - 1][1]
    places = _sentence_places(text)
    first = places[max(bisect_right(places, (start, len(text.body))) - 1, 0)][0]
    last = next(finish for _, finish in places if finish >= end)
    return Marked(text.body[first:start], text.body[start:end], text.body[end:last])


def _sentence_places(text: Text) -> list[Span]:
    places, at = [], 0
    for segment in text.segments:
        start = text.body.index(segment.text, at)
        at = start + len(segment.text)
        places.append((start, at))
    return places


def _spans(body: str) -> list[Span]:
    """Return the place of every word."""
    spans: list[Span] = []
    start = -1
    for place, character in enumerate(body):
        part = _part(character)
        if part == "letter":
            start = place if start < 0 else start
            continue
        if part != "nothing" and start >= 0:
            spans.append((start, place))
            start = -1
        if part == "word":
            spans.append((place, place + 1))
    return spans if start < 0 else [*spans, (start, len(body))]


@lru_cache(maxsize=8_192)
def _part(character: str) -> str:
    """Return what a character is to `words`: a letter, a word of its own, a gap, or nothing."""
    found = words(f"a{character}a")
    if found == ["aa"]:
        return "nothing"
    if len(found) == 1:
        return "letter"
    return "gap" if found == ["a", "a"] else "word"
