"""When a page says it was published: an interval, because a day without a zone is fifty hours long."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any

from dateparser import DateDataParser
from htmldate import find_date

from .records import Precision

# A day begins first at UTC+14 and ends last at UTC-12.
FIRST_ZONE = timedelta(hours=14)
LAST_ZONE = timedelta(hours=12)
EARLIEST_YEAR = 1990  # older ones are clocks that were never set

_META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "article:published", "published_time", "publish-date", "publish_date", "publication_date", "published", "pubdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "citation_date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "datecreated", "date",
    "article_date_original", "originalpublicationdate", "rnews:datepublished",
)  # fmt: skip
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}(?:T|$)")
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)")
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:?\d{2}(?::?(\d{2}))?")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")
_NUMERIC = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")  # day first wherever dots are written
_YEAR = re.compile(r"(?<!\d)(?:19|20|25|[١٢۱۲]\d)\d\d(?!\d)|\d[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS = 6  # "sexta-feira, 22 de outubro de 2010 às 20:13"
_LONGEST_LINE = 70
_UPDATED = re.compile(
    r"^\W*(?:(?:last )?(?:updated|modified)|update|aktualisiert|aktualisierung|mis à jour|modifié|actualizado"
    r"|atualizado|aggiornato|bijgewerkt|uppdaterad|oppdatert|opdateret|aktualizacja|обновлено|оновлено|güncelleme"
    r"|עודכן|آخر تحديث|更新(?:日時?|时间|時間)?|最終更新|수정|최종수정)(?=[\W\d])",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"^\W*(?:(?:(?:first |originally )?published|posted|date|publiée?|publicad[oa]|pubblicato|veröffentlicht|erschienen"
    r"|erstellt|stand|gepubliceerd|geplaatst|publicerad|publisert|publiceret|udgivet|opublikowano|dodano|data|datum|fecha"
    r"|опубликовано|дата|опубліковано|yayınlanma(?: tarihi)?|diterbitkan|dipublikasikan|đăng ngày"
    r"|تاريخ النشر|نُ?شر(?: في)?|بتاريخ|פורסם|תאריך|公開日?|投稿日?|掲載日?"
    r"|配信日?|发布(?:时间|于)?|發[布佈](?:時間|於)?|时间|時間|日期|입력|등록|게시)"
    r"(?:\s*[:：]\s*|\s+|(?=\d)))?(?:(?:on|the|am|vom|den|le|el|em|il|op|dnia)\s+)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"[\s,]+(?:(?:um|at|à|às|a las|kl\.?|alle(?: ore)?|om|ob|о|в|saat)\s+)?\d{1,2}\s?[.:hH時时시]\s?(?:\d{2})?"
    r"\s?[分분]?(?::\d\d)?\s?(?:Uhr|h|[ap]\.?m\.?|[A-Z]{2,5})?\s?[A-Z]{0,5}$"
)
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*\d[^()（）]*[)）]\s*$")
# Classes of the hAtom and h-entry formats, and of the commonest publishing system.
_PUBLISHED_CLASSES = frozenset(("published", "dt-published", "entry-date", "pubdate"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The publication date of a page; all None where it states none that can be true."""

    earliest: datetime | None = None
    latest: datetime | None = None
    precision: Precision = "unknown"
    text: str | None = None  # ISO 8601, as the page states it
    flags: tuple[str, ...] = field(default=())


def interval(stated: str | None, precision: Precision | None) -> tuple[datetime | None, datetime | None, Precision]:
    """Return the earliest and the latest moment that a stated date allows, in UTC, and its precision.

    `stated` is ISO 8601; a precision of None is judged from the text. A time without a zone may lie anywhere in
    twenty-six hours, so its precision is `day`; so is midnight sharp, which systems write that know the day only.
    (None, None, "unknown") for no date.
    """
    moment = _moment(stated)
    if moment is None or precision == "unknown":
        return None, None, "unknown"
    judged = _precision(str(stated), moment)
    try:
        if judged == "day" or precision == "day":
            return _day(moment, timed=judged == "day" and not _is_midnight(moment))
        return _moments(moment, precision or judged)
    except OverflowError:  # the years 1 and 9999
        return None, None, "unknown"


def published(
    article: Mapping[str, Any], meta: Mapping[str, tuple[str, ...]], tree: Any, url: str, fetched_at: datetime
) -> Published:
    """Return a page's publication date: JSON-LD, then meta tags and time elements, then what htmldate finds.

    Among these a time with a zone goes before a bare day. Dates more than a day after `fetched_at` are refused. The
    flag `date_disagrees` says that two of them lie further apart than time zones explain.
    """
    in_data = _usable([article.get("datePublished"), article.get("dateCreated")], fetched_at)
    in_page = _usable([*_in_meta(meta), *_in_elements(tree)], fetched_at)
    others = _usable([*in_page[:1], _in_address(url)], fetched_at)
    if in_data and any(_close(in_data[0], other) for other in others):
        return _made(_most_exact(in_data[0], in_page), ())
    found = _usable([_by_htmldate(tree, url, fetched_at)], fetched_at)
    candidates = [*in_data[:1], *in_page[:1], *found]
    if not candidates:
        return Published()
    disagrees = any(not _close(candidates[0], other) for other in [*candidates[1:], *others])
    return _made(_most_exact(candidates[0], in_page), ("date_disagrees",) if disagrees else ())


def of_line(line: str, fetched_at: datetime) -> Published | None:
    """Return the date of a line that is nothing but a date, in any language; None for every other line.

    Published without a moment for a date that says nothing of publication: 03/04/2012, which nobody can read, and the
    day of an update.
    """
    line = line.strip()
    if not 6 <= len(line) <= _LONGEST_LINE or not any(character.isdigit() for character in line):
        return None
    if _moment(line) is not None:
        return next((_made(stated, ()) for stated in _usable([line], fetched_at)), Published())
    updated = _UPDATED.match(line)
    day = _IN_BRACKETS.sub("", _PUBLISHED.sub("", line[updated.end() :].lstrip(" :：") if updated else line))
    words = _WORD.findall(day)
    if not (_YEAR.search(day) and _DAY.search(day)) or len(words) > _MOST_WORDS or "@" in day:
        return None
    spellings = dict.fromkeys((day, _CLOCK.sub("", day)))
    found = next(filter(None, map(_in_words, spellings)), None)
    if found is None:
        return None
    numeric = None if _DOTTED.match(day) else _NUMERIC.match(day)
    ambiguous = numeric and int(numeric[1]) <= 12 and int(numeric[2]) <= 12 and numeric[1] != numeric[2]
    if updated or ambiguous:
        return Published()
    stated = found.isoformat() if found.tzinfo else found.date().isoformat()
    return _made(stated, ()) if _usable([stated], fetched_at) else Published()


def _in_words(day: str) -> datetime | None:
    """Return the day that words state, with its month and year, in any language."""
    dotted = _DOTTED.match(day)
    if dotted:
        day = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}{day[dotted.end() :]}"
    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False, "STRICT_PARSING": True}
    found: datetime | None = DateDataParser(settings=settings).get_date_data(day).date_obj
    return found


def _moment(stated: str | None) -> datetime | None:
    """Return a stated date as datetime, naive where it has no zone."""
    text = (stated or "").strip()
    if not _ISO_DAY.match(text):
        return None
    try:
        return datetime.fromisoformat(_SPACED_ZONE.sub("", text))
    except ValueError:
        return None


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time(0)


def _precision(stated: str, moment: datetime) -> Precision:
    clock = _TIME_OF_DAY.search(stated[8:])
    if clock is None or moment.tzinfo is None or _is_midnight(moment):
        return "day"
    return "minute" if clock.group(1) is None else "second"


def _moments(moment: datetime, precision: Precision) -> tuple[datetime, datetime, Precision]:
    start = moment.astimezone(UTC).replace(microsecond=0)
    if precision == "second":
        return start, start + timedelta(seconds=1), precision
    return start.replace(second=0), start.replace(second=0) + timedelta(minutes=1), precision


def _day(moment: datetime, *, timed: bool) -> tuple[datetime, datetime, Precision]:
    """Return the interval of a day, or of a time of day that may be any zone's."""
    known_time = timed and moment.tzinfo is None
    start = moment.replace(tzinfo=UTC) if known_time else _midnight(moment)
    length = timedelta(seconds=1) if known_time else timedelta(days=1)
    return start - FIRST_ZONE, start + length + LAST_ZONE, "day"


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(0), UTC)


def _in_meta(meta: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for name in _META_NAMES:
        yield from meta.get(name, ())


def _in_elements(tree: Any) -> Iterator[str]:
    """Yield what time elements state, those marked as the publication date first."""
    times = [time for time in tree.iter("time", "span", "abbr") if time.get("datetime") or time.get("itemprop")]
    marked = [
        time for time in times if "datePublished" in (time.get("itemprop") or "") or time.get("pubdate") is not None
    ]
    classed = (
        time
        for time in times
        if not _PUBLISHED_CLASSES.isdisjoint((time.get("class") or "").split())
        and next(time.iterancestors("aside", "nav"), None) is None
    )
    inside = (time for time in times if next(time.iterancestors("article", "main", "header"), None) is not None)
    for element in (*marked, *(() if marked else islice(classed, 1)), *islice(inside, 1)):
        yield element.get("datetime") or element.get("content") or ""


def _usable(stated: Iterable[object], fetched_at: datetime) -> list[str]:
    """Return what can be the date of an article, as ISO 8601; those with a time and a zone first."""
    texts = [text for value in stated if isinstance(value, str) and (text := _iso(value))]
    kept = []
    for text in texts:
        earliest, _, precision = interval(text, None)
        if earliest and earliest.year >= EARLIEST_YEAR and earliest + FIRST_ZONE <= fetched_at + timedelta(days=2):
            kept.append((precision == "day", text))
    return [text for _, text in sorted(kept, key=lambda item: item[0])]


def _iso(value: str) -> str | None:
    """Return a stated date in a spelling that every reader of ISO 8601 takes; unchanged where it is one."""
    text = value.strip()
    moment = _moment(text)
    if moment is not None:
        return text if _SPACED_ZONE.search(text) is None else moment.isoformat()
    try:
        return parsedate_to_datetime(text).isoformat()  # Fri, 26 Apr 2024 10:00:00 GMT
    except (ValueError, TypeError, IndexError):  # its documentation promises ValueError only
        return None


def _in_address(url: str) -> str | None:
    match = _IN_ADDRESS.search(url)
    return "-".join(match.groups()) if match else None


def _by_htmldate(tree: Any, url: str, fetched_at: datetime) -> str | None:
    latest = (fetched_at + timedelta(days=1)).date().isoformat()
    options = {"original_date": True, "url": url, "max_date": latest, "deferred_url_extractor": True}
    try:
        found = find_date(tree, **options)
        # Searching everywhere, it takes the /2024/03/ of any link for the first of March.
        if found and found.endswith("-01") and not find_date(tree, extensive_search=False, **options):
            return None
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):  # on odd markup
        return None
    return str(found) if found else None


def _close(one: str, other: str) -> bool:
    """Say whether two dates lie no further apart than a day, whatever their zones."""
    first, second = interval(one, None), interval(other, None)
    if not (first[0] and first[1] and second[0] and second[1]):
        return False
    return first[0] < second[1] + timedelta(days=1) and second[0] < first[1] + timedelta(days=1)


def _most_exact(chosen: str, others: list[str]) -> str:
    """Return the chosen date, or another statement of the same day that knows the time too."""
    if interval(chosen, None)[2] != "day":
        return chosen
    return next((other for other in others if interval(other, None)[2] != "day" and _close(chosen, other)), chosen)


def _made(text: str, flags: tuple[str, ...]) -> Published:
    earliest, latest, precision = interval(text, None)
    return Published(earliest=earliest, latest=latest, precision=precision, text=text, flags=flags)
