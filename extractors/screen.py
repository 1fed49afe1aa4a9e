"""Sampled sentence vectors of many texts -> the pairs that are worth a whole alignment. Pure, in blocks.

A pair passes by a fixed score of its own two samples, never by its rank among others. Texts in one language pass only
when they are alike throughout, as after two translations: reports of one incident always have some sentences alike.

Most pairs have no sentences in common, and an eighth of the numbers of a vector is enough to see that. Only what is
left is held to the score of the whole vectors.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations_with_replacement, product

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from .vectors import LINK, Vectors, base, turned, unpack

_ONE_LINK = 0.55  # a single pair of sentences as close as this
_LINKS = 2  # or so many that are nearest to one another and linked
# In one language that many are asked for, and closer ones: fewer than four make no copy. Of 580 pairs of a machine's
# translation with another telling of the same article, eleven had fewer, each with three sentences on a side; of 728
# pairs of independent reports 59 pass.
ALIKE, ALIKE_LINKS = 0.5, 4
# Cosine along the axes that linked sentences reach and most others stay below: .993 of the pairs of sentences, 79 of
# 100 pairs of unrelated texts. Of 4,911 pairs of texts that pass by whole vectors and have a relation, in six
# languages, none had its best link below .60, with axes fitted on other incidents, and on these in four of the
# languages only. Of all 9,060 that pass one is lost, which has a single sentence in common, at .41.
_NEAR = 0.52
_MOST_GATHERED = 0.025  # of the pairs of vectors in two blocks; for more it is cheaper to multiply all
_GATHERED = 200  # pairs of vectors at once: a megabyte
_BLOCK_SENTENCES = 1_000  # of either side: their product is 4 MB and stays near the processor


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
    near: Vectors  # along the axes, unit length
    owner: NDArray[np.int64]  # place of the text that each vector belongs to
    starts: NDArray[np.int64]  # of each text, and the end

    @property
    def language(self) -> str:
        """Return the language that all its texts are in."""
        return self.texts[0].language

    def of(self, place: int) -> Vectors:
        """Return the vectors of one text."""
        return self.vectors[self.starts[place] : self.starts[place + 1]]


def linked(ours: Iterable[Sampled], theirs: Iterable[Sampled]) -> list[tuple[str, str]]:
    """Return the pairs of evidence hashes, one of either side, smaller first."""
    found: set[tuple[str, str]] = set()
    with threadpool_limits(1):  # blocks are so small that two threads take two thirds more CPU time
        for block, other in _opposed(list(ours), list(theirs)):
            found |= _pairs(block, other)
    return sorted(found)


def alike(one: Vectors, other: Vectors) -> int:
    """Return how many sentences two samples in one language have in common; ALIKE_LINKS are worth an alignment."""
    if not (len(one) and len(other)):
        return 0
    return int(_mutual(one @ other.T, ALIKE).sum())


def _opposed(ours: Sequence[Sampled], theirs: Sequence[Sampled]) -> Iterator[tuple[_Block, _Block]]:
    """Yield the blocks that are held against one another; two texts that are on both sides meet once."""
    known, of_known = ({text.evidence_sha256 for text in side} for side in (ours, theirs))
    both = list(_blocks(text for text in ours if text.evidence_sha256 in of_known))
    mine = list(_blocks(text for text in ours if text.evidence_sha256 not in of_known))
    others = _blocks(text for text in theirs if text.evidence_sha256 not in known)
    return chain(combinations_with_replacement(both, 2), product(mine, both), _each(others, [*mine, *both]))


def _each(others: Iterable[_Block], blocks: Sequence[_Block]) -> Iterator[tuple[_Block, _Block]]:
    """Yield the same as a product, without holding all of the others."""
    return ((block, other) for other in others for block in blocks)


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
    texts, vectors = [text for text, _ in held], np.concatenate([vectors for _, vectors in held])
    counts = [len(found) for _, found in held]
    return _Block(texts, vectors, turned(vectors), np.repeat(np.arange(len(held)), counts), np.cumsum([0, *counts]))


def _pairs(block: _Block, other: _Block) -> set[tuple[str, str]]:
    passed = _alike if base(block.language) == base(other.language) else _linked
    hashes = [text.evidence_sha256 for text in block.texts], [text.evidence_sha256 for text in other.texts]
    pairs = ((hashes[0][here], hashes[1][there]) for here, there in passed(block, other))
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _linked(block: _Block, other: _Block) -> Iterator[tuple[int, int]]:
    for here, there, strongest in _close(block, other, LINK):
        if strongest >= _ONE_LINK or _mutual(block.of(here) @ other.of(there).T, LINK).sum() >= _LINKS:
            yield here, there


def _alike(block: _Block, other: _Block) -> Iterator[tuple[int, int]]:
    for here, there, _ in _close(block, other, ALIKE):
        if alike(block.of(here), other.of(there)) >= ALIKE_LINKS:
            yield here, there


def _close(block: _Block, other: _Block, link: float) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of texts with the best cosine between near sentences, where it reaches `link`."""
    near = np.flatnonzero(block.near @ other.near.T >= _NEAR)
    here, there = np.divmod(near, len(other.near))
    cosines = _cosines(block, other, here, there)
    found = cosines >= link
    pairs, of_pair = np.unique(
        block.owner[here[found]] * len(other.texts) + other.owner[there[found]], return_inverse=True
    )
    strongest = np.zeros(len(pairs), np.float32)
    np.maximum.at(strongest, of_pair, cosines[found])
    for pair, cosine in zip(pairs.tolist(), strongest.tolist(), strict=True):
        yield *divmod(pair, len(other.texts)), cosine


def _cosines(block: _Block, other: _Block, here: NDArray[np.int64], there: NDArray[np.int64]) -> Vectors:
    """Return the cosine of each pair of places."""
    if len(here) > _MOST_GATHERED * len(block.vectors) * len(other.vectors):
        every: Vectors = (block.vectors @ other.vectors.T)[here, there]
        return every
    cosines = np.empty(len(here), np.float32)
    for start in range(0, len(here), _GATHERED):
        part = slice(start, start + _GATHERED)
        cosines[part] = np.einsum("ij,ij->i", block.vectors[here[part]], other.vectors[there[part]])
    return cosines


def _mutual(cosines: Vectors, link: float) -> NDArray[np.bool_]:
    """Return which sentences of the first text are linked: nearest to one another, and not below `link`."""
    nearest, of_nearest, every = cosines.argmax(1), cosines.argmax(0), np.arange(len(cosines))
    linked: NDArray[np.bool_] = (of_nearest[nearest] == every) & (cosines[every, nearest] >= link)
    return linked
