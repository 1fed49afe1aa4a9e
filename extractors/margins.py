"""Lines before and after a text that only say by whom, when and after whom it was written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from . import attribution, bylines, datelines
from .dates import RELATIVE, Published
from .furniture import key
from .headings import Line, Surroundings

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
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Where a date can begin after a name: "8 March", "March 8", "on 8 March", "Friday, March 8".
_DATE_BEGINS = re.compile(r",?\s+(?=\S*\d|[^\W\d_]+\.?\s\S*\d|[^\W\d_]+,?\s[^\W\d_]+\.?\s\d)")


# Words of the parts of a byline that count: minutes of reading, comments, views.
_COUNTED = re.compile(
    r"mins?|minutes?|minut(?:en|er|ter|es?|os?|[aiyę]|tia|tii)?|minuuttia?|minuut|perc(?:es)?|мин(?:ут[аыи]?)?|хв(?:илин[аи]?)?"
    r"|dk|dakika\w{0,4}|menit|phút|λεπτ[άόα]|דק(?:ות|ה)?|دقيق[ةه]|دقائق|دقیقه|मिनट|মিনিট|นาที|reads?|reading|lecture"
    r"|lese(?:zeit|dauer|tid)|lectura|leitura|lettura|leestijd|leesduur|lästid|læsetid|lukuaika|czytani[ae]|čten[íi]"
    r"|čítani[ae]|olvasás\w{0,2}|citire|чтени[ея]|читать|чита(?:ння|ти)|четене|okuma|baca|đọc|ανάγνωσ\w{1,2}|קריאה"
    r"|(?:ال)?قراءة|مطالعه|पढ़ने"
    r"|comments?|kommentar(?:er|e)?|commentaires?|coment[aá]rios?|commenti|reacties|kommentti?a?|komentarz[ey]|komentář\w{0,2}"
    r"|комментари(?:й|я|ев)|коментар(?:і|ів|и)?|yorum|komentar|תגובות|تعليقات?|views?|vues|aufrufe|visitas"
    r"|просмотр(?:а|ов)?|переглядів|görüntülenme|shares?|partages"
    r"|(?:[約约需]|この記事は|読了(?:時間|目安)?|[分で]+読めます|分[钟鐘間]?|阅读(?:时间|时长|量)?|閱讀(?:時間)?|读完|评论|評論|留言|浏览|瀏覽"
    r"|コメント|件|분|읽기|읽는|소요|댓글|조회수?)+",
    re.IGNORECASE,
)
_AROUND_COUNTED = re.compile(
    r"time|temps|durée|tiempo|tempo|czas|čas|doba|idő|timp|врем[яе]|час|süresi|waktu|thời|gian|χρόνος|זמן|وقت|مدة|زمان|का|समय"
    r"|bình|luận|시간|estimated|about|ca|circa|env|environ|de|di|do|da|for|na|на|за|to|per|à|a|in|s|sec|seconds?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s\d\W_][^\s\d.,:;：…()（）|•·~≈+/'’\"–—-]*")
_MOST_COUNTED = 8  # words of such a part


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a line beside a heading says."""

    people: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (classes of the line, names)
    days: tuple[Published, ...] = ()
    credits: tuple[str, ...] = ()
    matter: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a line says that is nothing but byline, date or both."""

    authors: tuple[str, ...]
    published: Published | None


def beside(around: Surroundings, outlet_name: str, fetched_at: datetime, language: str | None) -> Beside:
    """Return what the lines around a heading say of the article: by whom, when, after whom.

    `language` is the page's, as it states it.
    """
    under = [_said(line, outlet_name, fetched_at, language) for line in around.region]
    # Old pages and weblogs have the day over the heading; there it counts if none stands under it.
    over = (
        ()
        if any(said.days for said in under)
        else (_said(line, outlet_name, fetched_at, language) for line in around.above)
    )
    first = next((said for said in over if said.days), None)
    told = under if first is None else [*under, first]
    datelined = (datelines.of_dateline(paragraph, fetched_at, language) for paragraph in around.opening)
    days = [*(day for said in under for day in said.days), *filter(None, datelined), *(first.days if first else ())]
    return Beside(
        authors=_alike([pair for said in told for pair in said.people]),
        published=min(days, key=lambda day: RELATIVE in day.flags, default=None),
        credits=tuple(part for said in told for part in said.credits),
        matter=around.over.union(*(said.matter for said in told)),
    )


def _said(line: Line, outlet_name: str, fetched_at: datetime, language: str | None) -> _Said:
    """Return what a line beside a heading says of the article."""
    told = datelines.in_line(line.text, fetched_at, language)
    parts = {part: bylines.beside(part, line.classes, outlet_name) for part in _parts(told.rest)}
    named = {part: found for part, found in parts.items() if found is not None}
    if not told.is_dated and not named:
        return _Said(matter=frozenset((key(line.text),)) if _is_tally(line.text) else frozenset())
    told_of = told.days or named  # the day beside "Source: Ministry of Fish" is the source's
    words = sum(len(_WORD.findall(part)) for part in _PARTS.split(told.rest) if not _is_tally(part))
    short = words <= _MOST_WORDS and not line.text.endswith(_SENTENCE_ENDS)
    return _Said(
        people=tuple((line.classes, names) for names in named.values() if names),
        days=() if _UPDATED_CLASS.search(line.classes) else told.days,
        credits=tuple(part for part in parts if told_of and attribution.is_credit(part, before=True)),
        matter=frozenset(key(part) for part in (line.text, told.rest, *named)) if short else frozenset(),
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


def _is_tally(part: str) -> bool:
    """Say whether a part of a byline only counts: the minutes that reading takes, comments, views."""
    words = _TOKEN.findall(part) if _NUMBER.search(part) else []
    if not 0 < len(words) <= _MOST_COUNTED:
        return False
    counted = [word for word in words if _COUNTED.fullmatch(word)]
    return bool(counted) and all(word in counted or _AROUND_COUNTED.fullmatch(word) for word in words)


def _signed(line: str, outlet_name: str, fetched_at: datetime) -> _Signed | None:
    if len(line) > _LONGEST:
        return None
    people: list[tuple[str, ...]] = []
    days: list[Published] = []
    parts = [part for part in _PARTS.split(line) if part]
    said = [_part(line, outlet_name, fetched_at)]
    if said == [(None, None)] and len(parts) > 1:  # "20 Nisan 2026 • Güncelleme: 21 Nisan 2026 • 3 dk okuma"
        said = [_part(part, outlet_name, fetched_at) for part in parts if not _is_tally(part)]
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
