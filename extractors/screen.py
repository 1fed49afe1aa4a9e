"""Sampled sentence vectors of many texts -> the pairs that are worth a whole alignment. Pure, in blocks.

A pair passes by a fixed score of its own two samples, never by its rank among others. Texts in one language pass only
when they are alike throughout, as after two translations: reports of one incident always have some sentences alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .vectors import LINK, Vectors, unpack

_ONE_LINK = 0.55  # a single pair of sentences as close as this
_LINKS = 2  # or so many that are nearest to one another and linked
# Mean of each sentence's best cosine, of the worse side. 116 English articles put through Spanish or Catalan and back
# by a machine reached .74 and more with what they were; 168 pairs of independent reports of one incident .55 at most.
_ALIKE = 0.65
_FEWEST_ALIKE = 4  # sentences on either side
_BLOCK_SENTENCES = 4_000  # of either side: their product is 64 MB


@dataclass(frozen=True, slots=True)
class Sampled:
    """A text by the vectors of its sampled sentences."""

    evidence_sha256: str
    language: str
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Block:
    texts: list[Sampled]
    vectors: Vectors
    owner: NDArray[np.int64]  # place of the text that each vector belongs to

    @property
    def language(self) -> str:
        """Return the language that all its texts are in."""
        return self.texts[0].language


def linked(ours: Iterable[Sampled], theirs: Iterable[Sampled]) -> list[tuple[str, str]]:
    """Return the pairs of evidence hashes, one of either side, smaller first."""
    found: set[tuple[str, str]] = set()
    other_blocks = list(_blocks(theirs))
    for block in _blocks(ours):
        for other in other_blocks:
            found |= _pairs(block, other)
    return sorted(found)


def alike(one: Vectors, other: Vectors) -> bool:
    """Say whether two samples in one language are worth an alignment."""
    if min(len(one), len(other)) < _FEWEST_ALIKE:
        return False
    cosines = one @ other.T
    return bool(min(cosines.max(1).mean(), cosines.max(0).mean()) >= _ALIKE)


def _pairs(block: _Block, other: _Block) -> set[tuple[str, str]]:
    passed = _alike if block.language == other.language else _linked
    places = passed(block.vectors @ other.vectors.T, block.owner, other.owner)
    pairs = ((block.texts[here].evidence_sha256, other.texts[there].evidence_sha256) for here, there in places)
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _blocks(texts: Iterable[Sampled]) -> Iterator[_Block]:
    """Yield the texts in blocks of one language, as many together as fit."""
    held: list[tuple[Sampled, Vectors]] = []
    sentences = 0
    for text in texts:
        vectors = unpack(text.packed)
        sentences += len(vectors)
        if held and (sentences > _BLOCK_SENTENCES or held[-1][0].language != text.language):
            yield _block(held)
            held, sentences = [], len(vectors)
        held.append((text, vectors))
    if held:
        yield _block(held)


def _block(held: list[tuple[Sampled, Vectors]]) -> _Block:
    texts, vectors = [text for text, _ in held], [vectors for _, vectors in held]
    return _Block(texts, np.concatenate(vectors), np.repeat(np.arange(len(held)), [len(found) for found in vectors]))


def _linked(cosines: Vectors, owner: NDArray[np.int64], other_owner: NDArray[np.int64]) -> list[tuple[int, int]]:
    here, there = np.nonzero(cosines >= LINK)
    close = cosines[here, there]
    width = int(other_owner[-1]) + 1 if len(other_owner) else 1
    pair = owner[here] * width + other_owner[there]
    # The nearest sentence of each text to each sentence: among the close ones there is no need to look at the others.
    nearest = _is_largest(close, here * width + other_owner[there])
    of_nearest = _is_largest(close, there * (int(owner[-1]) + 1 if len(owner) else 1) + owner[here])
    mutual, counts = np.unique(pair[nearest & of_nearest], return_counts=True)
    passed = np.union1d(mutual[counts >= _LINKS], pair[close >= _ONE_LINK])
    return [(int(number) // width, int(number) % width) for number in passed]


def _alike(cosines: Vectors, owner: NDArray[np.int64], other_owner: NDArray[np.int64]) -> list[tuple[int, int]]:
    starts, counts = np.unique(owner, return_index=True, return_counts=True)[1:]
    other_starts, other_counts = np.unique(other_owner, return_index=True, return_counts=True)[1:]
    best, of_best = np.maximum.reduceat(cosines, other_starts, 1), np.maximum.reduceat(cosines, starts, 0)
    likeness = np.minimum(
        np.add.reduceat(best, starts, 0) / counts[:, None], np.add.reduceat(of_best, other_starts, 1) / other_counts
    )
    enough = np.minimum.outer(counts, other_counts) >= _FEWEST_ALIKE
    here, there = np.nonzero((likeness >= _ALIKE) & enough)
    places, other_places = owner[starts], other_owner[other_starts]
    return [(int(places[one]), int(other_places[other])) for one, other in zip(here, there, strict=True)]


def _is_largest(values: Vectors, group: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which value is the largest of its group."""
    order = np.lexsort((-values, group))
    first = np.ones(len(order), np.bool_)
    first[1:] = group[order][1:] != group[order][:-1]
    largest = np.zeros(len(order), np.bool_)
    largest[order[first]] = True
    return largest
