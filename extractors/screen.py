"""Sampled sentence vectors of many texts -> the pairs that are worth a whole alignment. Pure, in blocks.

A pair passes by a fixed score of its own two samples, never by its rank among others. Texts in one language pass only
when they are alike throughout, as after two translations: reports of one incident always have some sentences alike.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .vectors import LINK, Vectors, base, unpack

_ONE_LINK = 0.55  # a single pair of sentences as close as this
_LINKS = 2  # or so many that are nearest to one another and linked
# In one language that many are asked for, and closer ones: fewer than four make no copy. Of 580 pairs of a machine's
# translation with another telling of the same article, eleven had fewer, each with three sentences on a side; of 728
# pairs of independent reports 59 pass.
ALIKE, ALIKE_LINKS = 0.5, 4
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


def alike(one: Vectors, other: Vectors) -> int:
    """Return how many sentences two samples in one language have in common; ALIKE_LINKS are worth an alignment."""
    if not (len(one) and len(other)):
        return 0
    nobody = np.zeros(max(len(one), len(other)), np.int64)
    return int(_mutual(one @ other.T, nobody[: len(one)], nobody[: len(other)], ALIKE)[1].sum())


def _pairs(block: _Block, other: _Block) -> set[tuple[str, str]]:
    passed = _alike if base(block.language) == base(other.language) else _linked
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
    pairs, counts, strongest = _mutual(cosines, owner, other_owner, LINK)
    return _places(pairs[(counts >= _LINKS) | (strongest >= _ONE_LINK)])


def _alike(cosines: Vectors, owner: NDArray[np.int64], other_owner: NDArray[np.int64]) -> list[tuple[int, int]]:
    pairs, counts, _ = _mutual(cosines, owner, other_owner, ALIKE)
    return _places(pairs[counts >= ALIKE_LINKS])


def _places(pairs: NDArray[np.int64]) -> list[tuple[int, int]]:
    return [(int(here), int(there)) for here, there in pairs]


def _mutual(
    cosines: Vectors, owner: NDArray[np.int64], other_owner: NDArray[np.int64], link: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], Vectors]:
    """Return pairs of texts (n, 2), how many sentences they have that are nearest to one another, and the best cosine.

    Cosines below `link` count for nothing.
    """
    here, there = np.nonzero(cosines >= link)
    close = cosines[here, there]
    width, other_width = (int(side[-1]) + 1 if len(side) else 1 for side in (owner, other_owner))
    # The nearest sentence of each text to each sentence: among the close ones there is no need to look at the others.
    nearest = _is_largest(close, here * other_width + other_owner[there])
    nearest &= _is_largest(close, there * width + owner[here])
    pairs, of_pair = np.unique(owner[here] * other_width + other_owner[there], return_inverse=True)
    counts = np.bincount(of_pair, nearest, len(pairs)).astype(np.int64)
    strongest = np.zeros(len(pairs), np.float32)
    np.maximum.at(strongest, of_pair, close)
    return np.stack((pairs // other_width, pairs % other_width), 1), counts, strongest


def _is_largest(values: Vectors, group: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which value is the largest of its group."""
    order = np.lexsort((-values, group))
    first = np.ones(len(order), np.bool_)
    first[1:] = group[order][1:] != group[order][:-1]
    largest = np.zeros(len(order), np.bool_)
    largest[order[first]] = True
    return largest
