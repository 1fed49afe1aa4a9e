"""Two wordings in one language -> what changed from one to the other, sentence by sentence. Pure; for near copies.

Sentences that stand in both, wherever they stand, have not changed; of the rest, those that share half of their words
are the same sentence told otherwise. Spaces, capitals and punctuation alone are no change.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, zip_longest
from typing import Literal, Protocol, TypeVar

from .quotations import quotations
from .spelling import UNSPACED
from .text import SHINGLE_CHARACTERS, segments, shingle_size, words

METHOD = "changes-1"  # of the rules here: with others, all is compared again

What = Literal["number", "name", "quotation", "sentence"]
SENTENCE_SHARE = 0.5  # of the words of both, that one sentence told in two ways has in common; a rewritten one has less
MOST_HOLDERS = 20  # sentences that a word may stand in to lead from one to another: bounds the work on long lists

_TOKEN = re.compile(rf"\d+(?:[.,:'’٫٬]\d+)*|[{UNSPACED}]|[^\W\d]\w*(?:['’-]\w+)*|\w+")
_BEGINS_ANEW = frozenset(":“„«»‹\"'‘([—–-•")  # behind these a capital says nothing
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb", "nds", "gsw"})  # there one capital is no name, two in a row may be
_MOST_CAPITALS = 0.5  # of the words of a sentence; with more it is set like a headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is otherwise; of an added or dropped sentence or quotation one side is None."""

    place: int  # of the sentence among those that changed, as the later wording has them; shared by all within it
    what: What
    before: str | None
    after: str | None


class _Piece(Protocol):
    @property
    def key(self) -> tuple[str, ...]: ...


P = TypeVar("P", bound=_Piece)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int  # in characters of the whole text
    key: tuple[str, ...]  # its words


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    key: tuple[str, ...]
    quoted: tuple[str, ...]  # its parts in quotation marks
    at: float  # 0 to 1, where in its text it begins


_Pair = tuple[_Sentence | None, _Sentence | None]  # before and after
_Names = list[tuple[int, int]]  # first token and the one behind the last


def compare(before: str, after: str, language: str) -> list[Change]:
    """Return what changed, in the order of the later wording; what was dropped stands about where it was."""
    old_lines, new_lines = _apart(_lines(before), _lines(after))
    old, new = _apart(_sentences(before, old_lines, language), _sentences(after, new_lines, language))
    small = {token for text in (before, after) for token in _TOKEN.findall(text) if token.islower()}
    found: list[Change] = []
    for place, pair in enumerate(sorted(_paired(old, new), key=_at)):
        was, now = (one.text if one else None for one in pair)
        if was and now:
            old_parts, new_parts = _Tokens(was, small, language), _Tokens(now, small, language)
            found += (
                Change(place=place, what=what, before=x, after=y) for what, x, y in _exchanged(old_parts, new_parts)
            )
        found += (Change(place=place, what="quotation", before=x, after=y) for x, y in _quotations(*pair))
        found.append(Change(place=place, what="sentence", before=was, after=now))
    return found


def _at(pair: _Pair) -> tuple[float, bool]:
    was, now = pair
    return (now.at, False) if now else (was.at, True) if was else (0.0, True)


def _lines(text: str) -> list[_Line]:
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    return [_Line(line, start, tuple(words(line))) for line, start in zip(text.split("\n"), starts, strict=False)]


def _sentences(text: str, lines: Iterable[_Line], language: str) -> list[_Sentence]:
    """Return the sentences of these lines of a text."""
    spans = quotations(text)
    found: list[_Sentence] = []
    for line in lines:
        at = 0
        for segment in segments(line.text, language):
            at = max(line.text.find(segment.text, at), at)
            start, end = line.start + at, line.start + at + len(segment.text)
            near = spans[max(bisect_right(spans, (start, start)) - 1, 0) : bisect_left(spans, (end, end))]
            quoted = [text[max(opened, start) : min(closed, end)] for opened, closed in near if closed > start]
            found.append(_Sentence(segment.text, tuple(words(segment.text)), tuple(quoted), start / len(text)))
            at += len(segment.text)
    return found


def _apart(one: Sequence[P], other: Sequence[P]) -> tuple[list[P], list[P]]:
    """Return what only the one has and what only the other has; of several alike, as many as the other has fewer."""
    counts = Counter(item.key for item in one), Counter(item.key for item in other)
    return _beyond(one, counts[0] - counts[1]), _beyond(other, counts[1] - counts[0])


def _beyond(items: Sequence[P], left: Counter[tuple[str, ...]]) -> list[P]:
    kept = []
    for item in items:
        if item.key and left[item.key] > 0:
            left[item.key] -= 1
            kept.append(item)
    return kept


def _paired(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[_Pair]:
    """Yield each sentence with what it became, nearest first; alone where there is nothing like it."""
    near = sorted(_near([_units(one) for one in old], [_units(one) for one in new]))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, there, here in near:
        if here not in taken and there not in partner:
            partner[there] = here
            taken.add(here)
    for there, was in enumerate(old):
        yield was, new[partner[there]] if there in partner else None
    for here, now in enumerate(new):
        if here not in taken:
            yield None, now


def _units(sentence: _Sentence) -> Counter[str]:
    """Return the words of a sentence; two signs each where words aren't parted, for single ones turn up everywhere."""
    key = sentence.key
    if shingle_size(list(key)) == SHINGLE_CHARACTERS and len(key) > 1:
        return Counter(map("".join, pairwise(key)))
    return Counter(key)


def _near(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> Iterator[tuple[float, int, int, int]]:
    """Yield (how unlike, how far apart, place in old, place in new) of the sentences that are one told in two ways."""
    holders: dict[str, list[int]] = defaultdict(list)
    for here, units in enumerate(new):
        for unit in units:
            holders[unit].append(here)
    for there, units in enumerate(old):
        some = {here for unit in units if len(holders.get(unit, ())) <= MOST_HOLDERS for here in holders.get(unit, ())}
        for here in some:
            share = 2 * (units & new[here]).total() / (units.total() + new[here].total())
            if share >= SENTENCE_SHARE:
                yield -share, abs(there - here), there, here


class _Tokens:
    """The words and numbers of a sentence, with the places of its names."""

    def __init__(self, text: str, small: Collection[str], language: str) -> None:
        self.text = text
        self.places = [match.span() for match in _TOKEN.finditer(text)]
        self.tokens = [text[start:end] for start, end in self.places]
        self.folded = [token.casefold() for token in self.tokens]
        self.numbers = [(at, at + 1) for at, token in enumerate(self.tokens) if token[0].isdecimal()]
        capitals = [at for at, token in enumerate(self.tokens) if token[0].isupper()]
        self.names: _Names = []
        if len(capitals) <= _MOST_CAPITALS * len(self.tokens) or len(capitals) == 1:
            fewest = 2 if language.partition("-")[0] in _NOUNS_HAVE_CAPITALS else 1
            runs = self._runs([at for at in capitals if not (self._begins(at) and self.folded[at] in small)])
            self.names = [
                (first, behind)
                for first, behind in runs
                if behind - first >= (2 if self._begins(first) else fewest)  # alone, any word begins so
            ]

    def said(self, first: int, behind: int) -> str:
        """Return these tokens as they are written."""
        return self.text[self.places[first][0] : self.places[behind - 1][1]]

    def _begins(self, at: int) -> bool:
        before = self.text[: self.places[at][0]].rstrip()
        return not before or before[-1] in _BEGINS_ANEW or before[-1] in ".!?…"

    def _runs(self, capitals: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield the runs of tokens that only spaces part."""
        first = behind = -1
        for at in capitals:
            if at == behind and not self.text[self.places[at - 1][1] : self.places[at][0]].strip():
                behind = at + 1
                continue
            if behind > 0:
                yield first, behind
            first, behind = at, at + 1
        if behind > 0:
            yield first, behind


def _exchanged(old: _Tokens, new: _Tokens) -> Iterator[tuple[What, str, str]]:
    """Yield numbers and names that stand in the place of others; what is only added may be in words there."""
    for tag, start, end, of_start, of_end in SequenceMatcher(
        None, old.folded, new.folded, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        sides: tuple[tuple[What, _Names, _Names], ...] = (
            ("number", old.numbers, new.numbers),
            ("name", old.names, new.names),
        )
        for what, ours, theirs in sides:
            was = [old.said(*span) for span in ours if _meets(span, start, end)]
            now = [new.said(*span) for span in theirs if _meets(span, of_start, of_end)]
            yield from ((what, one, other) for one, other in zip(was, now, strict=False) if words(one) != words(other))


def _meets(span: tuple[int, int], start: int, end: int) -> bool:
    first, behind = span
    return first < end and behind > start if start < end else first < start < behind


def _quotations(was: _Sentence | None, now: _Sentence | None) -> Iterator[tuple[str | None, str | None]]:
    """Yield what is quoted otherwise, and what only one of the two quotes."""
    old, new = ([part for part in one.quoted if words(part)] if one else [] for one in (was, now))
    said, says = ({tuple(words(part)) for part in parts} for parts in (old, new))
    dropped = [part for part in old if tuple(words(part)) not in says]
    added = [part for part in new if tuple(words(part)) not in said]
    yield from zip_longest(dropped, added)
