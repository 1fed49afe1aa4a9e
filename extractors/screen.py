"""Sampled sentence vectors of many texts -> the pairs that are worth a whole alignment. Pure, in blocks.

A pair passes by a fixed score of its own two samples, never by its rank among others.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .vectors import LINK, Vectors, unpack

_ONE_LINK = 0.55  # a single pair of sentences as close as this
_LINKS = 2  # or so many that are nearest to one another and linked
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


def linked(ours: Iterable[Sampled], theirs: Iterable[Sampled]) -> list[tuple[str, str]]:
    """Return the pairs of evidence hashes, one of either side and in another language, smaller first."""
    found: set[tuple[str, str]] = set()
    other_blocks = list(_blocks(theirs))
    for block in _blocks(ours):
        for other in other_blocks:
            if len({text.language for text in [*block.texts, *other.texts]}) > 1:
                found |= _pairs(block, other)
    return sorted(found)


def _pairs(block: _Block, other: _Block) -> set[tuple[str, str]]:
    places = _linked(block.vectors @ other.vectors.T, block.owner, other.owner)
    pairs = ((block.texts[here], other.texts[there]) for here, there in places)
    return {
        (min(one.evidence_sha256, two.evidence_sha256), max(one.evidence_sha256, two.evidence_sha256))
        for one, two in pairs
        if one.language != two.language
    }


def _blocks(texts: Iterable[Sampled]) -> Iterator[_Block]:
    """Yield the texts in blocks, as many of one language together as fit."""
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


def _is_largest(values: Vectors, group: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which value is the largest of its group."""
    order = np.lexsort((-values, group))
    first = np.ones(len(order), np.bool_)
    first[1:] = group[order][1:] != group[order][:-1]
    largest = np.zeros(len(order), np.bool_)
    largest[order[first]] = True
    return largest
