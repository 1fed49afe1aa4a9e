"""Lines before and after a text that only say by whom, when and after whom it was written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from . import attribution, bylines, datelines
from .dates import RELATIVE, Published
from .furniture import key
from .headings import Surroundings

_BEFORE, _AFTER = 3, 3  # lines of a text among which such lines stand
_LONGEST = 120  # characters of a byline with a date
_MOST_WORDS = 16  # of a line under a heading that is no part of the text
_LONGEST_DATE = 40  # characters of a date over an entry of a diary
_PARTS = re.compile(
    r"\s*[|｜•·\u3000]\s*|\s+[–—-]\s+|\s+(?=(?:by|von|par|por|di|door|av|af)\s+[^\W\d_a-z]|(?:文|記者|记者|作者)[:：]"
    r"|(?:published|updated|publié|publicado|pubblicato|veröffentlicht|aktualisiert)\b)",
    re.IGNORECASE,
)
_SENTENCE_ENDS = ("?", "!", "。", "？", "！", "؟")
_CONTACT = re.compile(r"\S+@\S+\.\w+")
_LONGEST_CONTACT = 100  # characters of a line that says where to write to: "Reach Ana Ruiz at ..."
_UPDATED_CLASS = re.compile(r"updat|modif", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Where a date can begin after a name: "8 March", "March 8", "on 8 March", "Friday, March 8".
_DATE_BEGINS = re.compile(r",?\s+(?=\S*\d|[^\W\d_]+\.?\s\S*\d|[^\W\d_]+,?\s[^\W\d_]+\.?\s\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """A text without such lines, and what they say."""

    text: tuple[str, ...]
    authors: tuple[str, ...]
    published: Published | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the heading of an article, and what it says."""

    authors: tuple[str, ...]
    published: Published | None
    credits: tuple[str, ...]
    matter: frozenset[str]  # keys of lines that are no part of the text


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a line says that is nothing but byline, date or both."""

    authors: tuple[str, ...]
    published: Published | None


def beside(around: Surroundings, outlet_name: str, fetched_at: datetime, language: str | None) -> Beside:
    """Return what the lines around a heading say of the article: by whom, when, after whom.

    `language` is the page's, as it states it.
    """
    people: list[tuple[str, tuple[str, ...]]] = []
    days: list[Published] = []
    credited: list[str] = []
    matter = set(around.over)
    for line in around.region:
        told = datelines.in_line(line.text, fetched_at, language)
        parts = {part: bylines.beside(part, line.classes, outlet_name) for part in _parts(told.rest)}
        named = {part: found for part, found in parts.items() if found is not None}
        if told.is_dated or named:
            people += [(line.classes, names) for names in named.values() if names]
            told_of = told.days or named  # the day beside "Source: Ministry of Fish" is the source's
            credited += [part for part in parts if told_of and attribution.is_credit(part, before=True)]
            days += () if _UPDATED_CLASS.search(line.classes) else told.days
            short = len(line.text.split()) <= _MOST_WORDS and not line.text.endswith(_SENTENCE_ENDS)
            matter.update(key(part) for part in (line.text, told.rest, *named) if short)
    datelined = (datelines.of_dateline(paragraph, fetched_at, language) for paragraph in around.opening)
    return Beside(
        authors=_alike(people),
        published=min([*days, *filter(None, datelined)], key=lambda day: RELATIVE in day.flags, default=None),
        credits=tuple(credited),
        matter=frozenset(matter),
    )


def _alike(people: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the people of the first byline, and those of further ones in elements of its classes."""
    first = people[0] if people else ("", ())
    same = [names for classes, names in people[1:] if classes and classes == first[0]]
    return tuple(dict.fromkeys(name for names in (first[1], *same) for name in names))


def _parts(line: str) -> Iterator[str]:
    """Yield a line and what stands between the signs on it."""
    parts = [part for part in (part.strip(" ,;") for part in _PARTS.split(line)) if part]
    yield from parts or [line]
    if len(parts) > 1:
        yield line


def read(lines: Sequence[str], outlet_name: str, fetched_at: datetime, matter: Iterable[str] = ()) -> Margins:
    """Return a text without the lines at its beginning and end that only tell of its making.

    `matter` are keys of further lines, which are no part of the text if it begins with them.
    """
    # A date of which there are more parts a diary: it belongs to the text.
    inside = {_shape(line) for line in lines[_BEFORE:-_AFTER] if len(line) <= _LONGEST_DATE and _YEAR.search(line)}
    strange = frozenset(matter)
    lines = [
        line
        for number, line in enumerate(lines)
        if number >= _BEFORE or key(line) not in strange or _shape(line) in inside
    ]
    edges = [(number, line) for number, line in enumerate(lines) if number < _BEFORE or number >= len(lines) - _AFTER]
    signed = {number: found for number, line in edges if (found := _signed(line, outlet_name, fetched_at))}
    signed = {number: found for number, found in signed.items() if found.authors or _shape(lines[number]) not in inside}
    last_before = min(_BEFORE, len(lines) - 1)
    credit = {number for number, line in edges if attribution.is_credit(line, before=number < last_before)}
    contact = {number for number, line in edges[-_AFTER:] if len(line) <= _LONGEST_CONTACT and _CONTACT.search(line)}
    return Margins(
        text=tuple(line for number, line in enumerate(lines) if number not in {*signed, *credit, *contact}),
        authors=next((found.authors for found in signed.values() if found.authors), ()),
        published=next(
            (found.published for found in signed.values() if found.published and found.published.earliest), None
        ),
    )


def _shape(line: str) -> tuple[int, int, tuple[str, ...]]:
    """Return what two dates of one diary share: how many words, how many numbers, which years."""
    return len(line.split()), len(_NUMBER.findall(line)), tuple(_YEAR.findall(line))


def _signed(line: str, outlet_name: str, fetched_at: datetime) -> _Signed | None:
    if len(line) > _LONGEST:
        return None
    people: list[tuple[str, ...]] = []
    days: list[Published] = []
    parts = [part for part in _PARTS.split(line) if part]
    said = [_part(line, outlet_name, fetched_at)]
    if said == [(None, None)] and len(parts) > 1:  # "20 Nisan 2026 • Güncelleme: 21 Nisan 2026"
        said = [_part(part, outlet_name, fetched_at) for part in parts]
    for named, day in said:
        if named is None and day is None:
            return None
        people += [] if named is None else [named]
        days += [] if day is None else [day]
    known = [day for day in days if day.earliest]
    if len(known) > 1:  # "29 November 2018 | 20 January 2019": of an exhibition
        return None
    authors = next(filter(None, people), ())
    return _Signed(authors, next(iter(known), None)) if people or days else None


def _part(part: str, outlet_name: str, fetched_at: datetime) -> tuple[tuple[str, ...] | None, Published | None]:
    """Return (people, date) of a part of a line; (None, None) where it says anything else."""
    named = bylines.of_line(part, outlet_name)
    if named is not None:
        return named, None
    day = datelines.of_line(part, fetched_at)
    if day is not None:
        return None, day
    for cut in _DATE_BEGINS.finditer(part):
        named = bylines.of_line(part[: cut.start()], outlet_name)
        day = datelines.of_line(part[cut.end() :], fetched_at) if named is not None else None
        if named is not None and day is not None:
            return named, day
    return None, None
