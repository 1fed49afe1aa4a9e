"""Text -> sentences, words, shingles, hashes. Pure; the same text always gives the same answer."""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import opencc
from numpy.typing import NDArray
from sentencex import segment as sentencex_segment

from .quotations import MARKS, quotations
from .records import Segment

MAX_SEGMENT_CHARS = 1_000  # engines refuse or cut longer pieces
SHINGLE_WORDS = 5
SHINGLE_CHARACTERS = 8  # of scripts without spaces between words; about as rare as five words

_WORDS_KEPT = 2**17  # the common words of several languages: 25 MB

# sentencex takes time in the square of its input where characters are wide, so it never sees more at once.
_WINDOW_CHARS = 3_000
_SPACED_STOP_CHARS = 60  # Thai and Lao mark the end of a clause by a space, and much else too
_SPACED = re.compile(rf".{{{_SPACED_STOP_CHARS},}}?(?:\s+|$)|.+$", re.DOTALL)
_THAI = re.compile("[\u0e01-\u0edf]{20}")
_CUT = re.compile(r".*(?:[\s,;:،؛、，；：]|(?<=[。！？]))", re.DOTALL)
_ORDINAL = re.compile(r"\W*(?:\d{1,3}|[^\W\d_])\.\s*")  # "1." or an initial stands alone: it begins what follows

_AROUND = "".join(sorted(MARKS)) + " \t\u00a0\u202f\u3000.,;:!?…。！？؟।"
_Edges = tuple[set[int], set[int]]
_HIDEMARKS = str.maketrans(dict.fromkeys(MARKS - {"’"}, " "))

_BY_CHARACTER = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_INITIAL = re.compile(r"(?<![\w.])[A-ZА-ЯΑ-Ω]\.\s*$")  # "said M. Adams": a name goes on, and hardly a sentence ends so
# Vowels of Arabic and Hebrew, which one copy writes and the other does not, and the stroke that draws a word out.
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]"
)
_LOOK_ALIKES = str.maketrans("aceopxyikmhtb", "асеорхуікмнтв")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_MIXED_WORD = re.compile(r"\b(?=\w*[a-z])(?=\w*[\u0400-\u04ff])\w+\b")


def segments(text: str, language: str) -> list[Segment]:
    """Return the sentences of a text in order; joined, they hold every character of it but white space.

    Paragraphs are parted by newlines and counted from 0, empty ones left out.
    """
    inside = quotations(text)
    starts = [begin for begin, _ in inside]
    found: list[Segment] = []
    paragraph, start = 0, 0
    for line in text.split("\n"):
        pieces = _sentences(line, language, _marks_within(start, len(line), starts, inside))
        for offset, piece in pieces:
            quoted = bool(inside) and _lies_inside(piece, start + offset, starts, inside)
            found.append(Segment(position=len(found), paragraph=paragraph, text=piece.strip(), quoted=quoted))
        paragraph += bool(pieces)
        start += len(line) + 1
    return found


def _marks_within(start: int, length: int, starts: list[int], spans: list[tuple[int, int]]) -> _Edges:
    """Return the places of opening and of closing marks in one paragraph."""
    near = spans[max(bisect_left(starts, start) - 1, 0) : bisect_left(starts, start + length)]
    return {begin - start for begin, _ in near}, {end - 1 - start for _, end in near}


def _lies_inside(piece: str, start: int, starts: list[int], spans: list[tuple[int, int]]) -> bool:
    bare = piece.strip(_AROUND)
    first = start + piece.find(bare)
    span = bisect_right(starts, first) - 1
    return bool(bare) and span >= 0 and first + len(bare) <= spans[span][1]


def _sentences(line: str, language: str, edges: _Edges) -> list[tuple[int, str]]:
    """Return (offset, sentence) of one paragraph; only white space is left out."""
    found, offset = [], 0
    for sentence in _joined(_split(line, language, edges)):
        for piece in (sentence,) if len(sentence) <= 2 * _SPACED_STOP_CHARS else _cut(sentence):
            if piece.strip():
                found.append((offset, piece))
            offset += len(piece)
    return found


def _split(line: str, language: str, edges: _Edges) -> Iterator[str]:
    code = language.split("-", maxsplit=1)[0]
    start = 0
    while start < len(line):
        window = line[start : start + _WINDOW_CHARS]
        readable = window.translate(_HIDEMARKS).encode("utf-8", "replace").decode()  # lone surrogates crash it
        lengths = [len(piece) for piece in sentencex_segment(code, readable)] or [len(window)]
        if start + len(window) < len(line) and len(lengths) > 1:
            lengths.pop()  # the last one may go on behind the window
        begin, end = start, start
        for length in lengths:
            end += length
            stop = max(_at_marks(line, end, edges), begin)
            yield line[begin:stop]
            begin = stop
        yield line[begin:end]
        start = end


def _at_marks(line: str, end: int, edges: _Edges) -> int:
    """Return where a sentence ends: behind the marks that close, before those that open."""
    opening, closing = edges
    while end in closing:
        end += 1
    for at in range(max(end - 4, 0), end):
        if at in opening and not line[at + 1 : end].strip():
            return at
    return end


def _joined(sentences: Iterator[str]) -> Iterator[str]:
    """Join what sentencex parted after an abbreviation: a bare number, an initial, or small letters that follow."""
    held = ""
    for sentence in sentences:
        first = sentence[:1]  # a letter, mostly
        if not first.isalnum():
            first = next((character for character in sentence if character.isalnum()), "")
        goes_on = first.islower() or not first or _ORDINAL.fullmatch(held) or _INITIAL.search(held, len(held) - 6)
        if held and (not goes_on or len(held) > MAX_SEGMENT_CHARS):
            yield held
            held = ""
        held += sentence
    if held:
        yield held


def _cut(sentence: str) -> Iterator[str]:
    """Cut Thai and Lao at spaces, and whatever has no stop for a thousand characters."""
    if not sentence.isascii() and len(sentence) > 2 * _SPACED_STOP_CHARS and _THAI.search(sentence):
        for part in _SPACED.findall(sentence):
            yield from _short(part)
    else:
        yield from _short(sentence)


def _short(sentence: str) -> Iterator[str]:
    start = 0
    while len(sentence) - start > MAX_SEGMENT_CHARS:
        match = _CUT.match(sentence, start, start + MAX_SEGMENT_CHARS)
        end = match.end() if match and match.end() - start > MAX_SEGMENT_CHARS // 4 else start + MAX_SEGMENT_CHARS
        yield sentence[start:end]
        start = end
    yield sentence[start:]


def sha256(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text in UTF-8; lone surrogates count as question marks."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


class _Fold(dict[int, str | None]):
    """What becomes of a character in a normalised text; filled as characters turn up."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        folded: str | None = character  # None is nothing; str.translate takes ASCII quickly so
        if _BY_CHARACTER.match(character):
            folded = f" {character} "
        elif _POINTS.match(character):
            folded = None
        elif category[0] not in "LMN":
            folded = None if category == "Cf" or character in "'’ʼ" else " "
        self[code] = folded
        return folded


_PIECE_ENDS = "\x01"
_FOLD, _FOLD_PIECES = _Fold(), _Fold({ord(_PIECE_ENDS): _PIECE_ENDS})


def words(text: str) -> list[str]:
    """Return the words of a text, folded: NFKC, small letters, look-alikes, simplified signs, no points or punctuation.

    Scripts that part no words by spaces (Han, kana, Thai, Lao, Khmer, Burmese) give single characters.
    """
    return _words(text, _FOLD)


def _words(text: str, fold: _Fold) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(fold)
    if folded.isascii():
        return folded.split()
    if _HAN.search(folded):
        folded = folded.translate(_simplified())
    if _CYRILLIC.search(folded):
        folded = _MIXED_WORD.sub(lambda match: match.group().translate(_LOOK_ALIKES), folded)
    return folded.split()


def words_of_each(pieces: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the words of all pieces, as `words` gives them for each, and how many each has; quicker than that."""
    if not pieces:
        return [], []
    units: list[str] = []
    counts: list[int] = []
    ends = f" {_PIECE_ENDS} "
    found = _words(ends.join(piece.replace(_PIECE_ENDS, " ") for piece in pieces), _FOLD_PIECES)
    at = 0
    for _ in pieces[1:]:
        stop = found.index(_PIECE_ENDS, at)
        units += found[at:stop]
        counts.append(stop - at)
        at = stop + 1
    return units + found[at:], [*counts, len(found) - at]


def distinct(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the numbers once each, in order: numpy.unique, at a quarter of its cost for a text's shingles."""
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


@cache
def _simplified() -> dict[int, str]:
    """Return the simplified sign for each that has one: a copy across the strait is a copy."""
    converter = opencc.OpenCC("t2s")
    signs = (chr(number) for number in range(0x3400, 0xA000))
    return {ord(sign): simple for sign in signs if (simple := converter.convert(sign)) != sign}


def normalised(text: str) -> str:
    """Return what two copies have in common whatever their punctuation, capitals and spaces."""
    return " ".join(words(text))


def shingle_size(units: list[str]) -> int:
    """Return how many words make a shingle: eight where most words are single characters, else five."""
    single = list(map(len, units)).count(1)
    if 2 * single <= len(units):
        return SHINGLE_WORDS
    return SHINGLE_CHARACTERS if 2 * sum(map(_is_character, units)) > len(units) else SHINGLE_WORDS


def _is_character(unit: str) -> bool:
    return len(unit) == 1 and unit > "\u0e00" and _BY_CHARACTER.match(unit) is not None


class _WordHashes(dict[str, bytes]):
    """The hashes of words, filled as words turn up."""

    def __missing__(self, word: str) -> bytes:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        found = self[word] = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        return found


_WORD_HASHES = _WordHashes()


def word_hashes(units: list[str]) -> NDArray[np.uint64]:
    """Return a 64-bit number for each word, the same on every machine."""
    return np.frombuffer(b"".join(map(_WORD_HASHES.__getitem__, units)), ">u8").astype(np.uint64)


def shingles(hashes: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """Return a 64-bit number for each run of `size` words, in order; one for all words where there are fewer."""
    size = min(size, len(hashes))
    if size == 0:
        return np.empty(0, np.uint64)
    count = len(hashes) - size + 1
    total = np.zeros(count, np.uint64)
    for step in range(size):  # wraps around on purpose: a polynomial modulo 2^64
        total ^= hashes[step : step + count]
        total *= np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
    return total
