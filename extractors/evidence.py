"""A cleaned text and what is computed from it alone: words, sentences, vectors, the sketch that finds its like."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from .copies import Wording, wording
from .records import Segment
from .text import SHINGLE_WORDS, distinct, normalised, segments, shingle_size, shingles, word_hashes, words
from .vectors import WIDTH, Vectors, encode, encodes, halved, pack, sample, unpack

_SKETCH_PART = 4  # one shingle in so many is kept to find candidates: a passage of 45 words leaves nine or ten
_FEWEST_TO_RELATE = 10  # words, or sixteen characters: a headline or a notice is nobody's telling
_SKETCH_LEAST, _SKETCH_MOST = 16, 4_096
MOST_SENTENCES = 1_000  # that are read: the longest article has some hundreds, and comparing takes their square
MOST_CHARS = 200_000  # of these

Row = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A cleaned text and what is computed from it when it is first needed."""

    evidence_sha256: str
    language: str
    body: str
    english: str | None = None  # a reading for languages that the encoder doesn't know
    packed: bytes | None = None  # vectors of all sentences, where `embed` computed them before
    sampled: bytes | None = None  # those of the sampled sentences only

    @cached_property
    def normalised(self) -> str:
        """The words as one line."""
        return normalised(self.body)

    @cached_property
    def segments(self) -> list[Segment]:
        """The sentences."""
        return segments(self.body, self.language)

    @cached_property
    def wording(self) -> Wording:
        """The words with their places."""
        return wording(self.body, self.segments)

    @cached_property
    def read(self) -> list[Segment]:
        """The sentences that the encoder can read: the text's own, or the English ones; none if it can read neither.

        No more than MOST_SENTENCES and MOST_CHARS.
        """
        return self._readable[: self._most_read]

    @cached_property
    def _readable(self) -> list[Segment]:
        if encodes(self.language):
            return self.segments
        return segments(self.english, "en") if self.english else []

    @cached_property
    def _most_read(self) -> int:
        ends = np.cumsum([len(segment.text) for segment in self._readable[:MOST_SENTENCES]])
        return int(np.searchsorted(ends, MOST_CHARS, "right"))

    @property
    def unread(self) -> int:
        """How many of its sentences nobody reads, because there are too many."""
        return len(self._readable) - self._most_read

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of what can be read."""
        return unpack(self.packed) if self.packed is not None else _encode_all(self)

    @property
    def samples(self) -> Vectors | None:
        """The vectors of the sampled sentences; None where nobody has computed any yet."""
        if self.sampled is not None:
            return unpack(self.sampled)
        return self.vectors[sample(self.read)] if self.packed is not None else None

    @cached_property
    def in_marks(self) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """The share of each sentence that can be read that stands in quotation marks; 1 only where it lies in one."""
        whole = np.array([max(1, len(segment.text)) for segment in self.read], np.float64)
        return np.where([segment.quoted for segment in self.read], 1.0, np.clip(1 - self._outside / whole, 0, 0.99))

    @cached_property
    def _outside(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """The characters outside quotations of each sentence that can be read."""
        own = encodes(self.language)
        return (self.wording if own else wording(self.english or "", self.read)).outside_chars[: len(self.read)]

    @cached_property
    def weight(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        """The characters of each sentence that can be read, outside quotations."""
        outside = self._outside
        whole = np.array([len(segment.text) for segment in self.read], np.int64)
        # A transcript is nothing but quotation: there the quotation is the telling.
        return outside if 3 * outside.sum() >= whole.sum() else whole


def sign(texts: Sequence[tuple[str, str, str]]) -> list[Row]:
    """Return the sketch of each text (evidence_sha256, language, text): the smallest quarter of its shingles."""
    return [{"evidence_sha256": sha256, "sketch": _sketch(text)} for sha256, _, text in texts]


def _sketch(text: str) -> list[int]:
    units = words(text)
    size = shingle_size(units)
    if len(units) * SHINGLE_WORDS < _FEWEST_TO_RELATE * size:
        return []
    found = shingles(word_hashes(units), size)
    small = distinct(found[found < np.uint64(2**64 // _SKETCH_PART)])
    if len(small) < _SKETCH_LEAST:
        small = distinct(found)[:_SKETCH_LEAST]
    kept: list[int] = small[:_SKETCH_MOST].tolist()
    return kept


def embed(texts: Sequence[Text], *, whole: bool) -> list[Row]:
    """Return the vectors of each text: of the sampled sentences, or of all."""
    rows = []
    for text in texts:
        vectors = text.vectors if whole else _encode(text, sample(text.read))
        found = {"evidence_sha256": text.evidence_sha256, "language": text.language, "sentences": len(text.read)}
        rows.append({**found, "vectors": pack(vectors)})
    return rows


def _encode_all(text: Text) -> Vectors:
    """Return the vectors of all sentences, the sampled ones exactly as they are without the others."""
    chosen = sample(text.read)
    rest = sorted(set(range(len(text.read))) - set(chosen))
    vectors = np.empty((len(text.read), WIDTH), np.float32)
    vectors[chosen] = unpack(text.sampled) if text.sampled is not None else _encode(text, chosen)
    vectors[rest] = _encode(text, rest)
    return vectors


def _encode(text: Text, positions: Sequence[int]) -> Vectors:
    return halved(encode([text.read[position].text for position in positions]))
