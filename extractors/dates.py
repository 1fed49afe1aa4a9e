"""When a page says it was published: an interval, because a day without a zone is fifty hours long."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

from htmldate import find_date

from . import timestamps
from .records import Precision

# A day begins first at UTC+14 and ends last at UTC-12.
FIRST_ZONE = timedelta(hours=14)
LAST_ZONE = timedelta(hours=12)
EARLIEST_YEAR = 1990  # older ones are clocks that were never set

RELATIVE = "date_relative"  # flag of a date that was stated as "3 hours ago"
_LATE_UPLOAD = timedelta(days=2)

_META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published",
    "article:published", "published_time", "publish-date", "publish_date", "publication_date", "published", "pubdate",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "citation_date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "datecreated",
    "date",
    "article_date_original", "originalpublicationdate", "rnews:datepublished",
)  # fmt: skip
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{8}(?:T|$)")
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$|Z$)")
_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:?\d{2}(?::?(\d{2}))?")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The publication date of a page; all None where it states none that can be true."""

    earliest: datetime | None = None
    latest: datetime | None = None
    precision: Precision = "unknown"
    text: str | None = None  # ISO 8601, as the page states it
    flags: tuple[str, ...] = field(default=())


def interval(
    stated: str | None, precision: Precision | None, zones: Sequence[tzinfo] = ()
) -> tuple[datetime | None, datetime | None, Precision]:
    """Return the earliest and the latest moment that a stated date allows, in UTC, and its precision.

    `stated` is ISO 8601; a precision of None is judged from the text. A time without a zone may lie anywhere in
    twenty-six hours, so its precision is `day`; so is midnight sharp, which systems write that know the day only.
    `zones` are those in which its clock may stand: of pages that state a time both with a zone and without, two thirds
    mean their own zone by the latter and nearly all others UTC, so that both bound it.
    (None, None, "unknown") for no date.
    """
    moment = _moment(stated)
    if moment is None or precision == "unknown":
        return None, None, "unknown"
    judged = _precision(str(stated), moment)
    try:
        if judged == "day" or precision == "day":
            return _day(moment, timed=judged == "day" and not _is_midnight(moment), zones=zones)
        return _moments(moment, precision or judged)
    except OverflowError:  # the years 1 and 9999
        return None, None, "unknown"


def published(
    article: Mapping[str, Any],
    meta: Mapping[str, tuple[str, ...]],
    tree: Any,
    url: str,
    fetched_at: datetime,
    printed: Published | None = None,
    heading: Any = None,
    zones: Sequence[tzinfo] = (),
) -> Published:
    """Return a page's publication date: JSON-LD, then meta tags and marked elements, then what else there is.

    Among these a time with a zone goes before a bare day. `printed` is what readers see beside the heading: systems
    renew their metadata when they move, so that an earlier printed day goes before them, unless the address confirms
    them; where there are none, it goes before unmarked elements and what htmldate finds, but a relative one is the last
    resort. `heading` is the element with the article's heading, `zones` those of its newsroom. Dates more than a day
    after `fetched_at` are refused. The flag `date_disagrees` says that two of them lie further apart than time zones
    explain.
    """
    elements = timestamps.stated(tree, url, heading)
    in_data = usable([article.get("datePublished"), article.get("dateCreated")], fetched_at)
    in_page = usable([*_in_meta(meta), *elements.marked], fetched_at)
    unmarked = usable(elements.others, fetched_at)
    in_address = usable([_in_address(url)], fetched_at)
    shown = [printed.text] if printed and printed.text and RELATIVE not in printed.flags else []
    stated = [*in_data[:1], *in_page[:1]]
    if stated and shown and _is_default(stated[0]) and not _close(stated[0], shown[0]):
        return made(shown[0], ("date_disagrees",), zones)
    renewed = bool(stated and shown) and _is_earlier(shown[0], stated[0])
    if renewed and not any(_close(stated[0], address) for address in in_address):
        return made(_most_exact(shown[0], [*in_data, *in_page, *unmarked]), ("date_disagrees",), zones)
    witnesses = [*(in_page or unmarked)[:1], *in_address]
    if not stated:
        stated = shown or unmarked[:1] or usable(_guessed(tree, url, fetched_at, heading), fetched_at)
    elif not (in_data and any(_close(in_data[0], other) for other in witnesses)):
        stated += usable([_by_htmldate(tree, url, fetched_at)], fetched_at)
    if not stated:
        return printed if printed and RELATIVE in printed.flags else Published()
    disagrees = any(not _close(stated[0], other) for other in (*stated[1:], *witnesses, *shown))
    return made(_most_exact(stated[0], [*in_page, *unmarked]), ("date_disagrees",) if disagrees else (), zones)


def _moment(stated: str | None) -> datetime | None:
    """Return a stated date as datetime, naive where it has no zone."""
    text = (stated or "").strip()
    if not _ISO_DAY.match(text):
        return None
    try:
        return datetime.fromisoformat(_SPACED_ZONE.sub("", text))
    except ValueError:
        return None


def _is_default(stated: str) -> bool:
    """Say whether a date is the first of January and no more: what templates hold before anybody fills them in."""
    moment = _moment(stated)
    return moment is not None and (moment.month, moment.day) == (1, 1) and _is_midnight(moment)


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


def _day(moment: datetime, *, timed: bool, zones: Sequence[tzinfo]) -> tuple[datetime, datetime, Precision]:
    """Return the interval of a day, or of a time of day: of these zones or UTC, of any zone where none is known."""
    known_time = timed and moment.tzinfo is None
    if known_time and zones:
        # When clocks are put back, an hour of the night comes twice.
        possible = [moment.replace(tzinfo=zone, fold=fold).astimezone(UTC) for zone in (UTC, *zones) for fold in (0, 1)]
        return min(possible), max(possible) + timedelta(seconds=1), "day"
    start = moment.replace(tzinfo=UTC) if known_time else _midnight(moment)
    length = timedelta(seconds=1) if known_time else timedelta(days=1)
    return start - FIRST_ZONE, start + length + LAST_ZONE, "day"


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.date(), time(0), UTC)


def _in_meta(meta: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    bare = {_bare(name): contents for name, contents in meta.items()}
    for name in _META_NAMES:
        yield from meta.get(name) or bare.get(name, ())


def _bare(name: str) -> str:
    """Return a name of metadata in the spelling of _META_NAMES: schema:datePublished, dcterms:issued, DC.Date."""
    return name.casefold().replace("dc:", "dc.").replace("dcterms:", "dcterms.").removeprefix("schema:")


def usable(stated: Iterable[object], fetched_at: datetime) -> list[str]:
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


def _guessed(tree: Any, url: str, fetched_at: datetime, heading: Any) -> Iterator[str]:
    """Yield the day that htmldate finds, unless the cards of other stories state it."""
    found = _by_htmldate(tree, url, fetched_at)
    if found and not any(said.startswith(found) for said in timestamps.of_others(tree, url, heading)):
        yield found


def _by_htmldate(tree: Any, url: str, fetched_at: datetime) -> str | None:
    latest = (fetched_at + timedelta(days=1)).date().isoformat()
    # Not everywhere: it would take the /2024/03/ of any link for the first of March, and would load the words of 200
    # languages, which takes seconds in each process. What is printed around the text has been read by then.
    options = {"original_date": True, "extensive_search": False, "max_date": latest, "deferred_url_extractor": True}
    try:
        found = find_date(tree, url=url, **options)
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):  # on odd markup
        return None
    return str(found) if found else None


def _close(one: str, other: str) -> bool:
    """Say whether two dates lie no further apart than a day, whatever their zones."""
    first, second = interval(one, None), interval(other, None)
    if not (first[0] and first[1] and second[0] and second[1]):
        return False
    return first[0] < second[1] + timedelta(days=1) and second[0] < first[1] + timedelta(days=1)


def _is_earlier(printed: str, stated: str) -> bool:
    """Say whether a printed day lies so far before a stated moment that neither zones nor a late upload explain it."""
    first, second = interval(printed, None), interval(stated, None)
    return first[1] is not None and second[0] is not None and first[1] + _LATE_UPLOAD < second[0]


def _most_exact(chosen: str, others: list[str]) -> str:
    """Return the chosen date, or another statement of the same day that knows the time too."""
    if interval(chosen, None)[2] != "day":
        return chosen
    return next((other for other in others if interval(other, None)[2] != "day" and _close(chosen, other)), chosen)


def made(text: str, flags: tuple[str, ...] = (), zones: Sequence[tzinfo] = ()) -> Published:
    """Return the date that an ISO 8601 text states, with flags."""
    earliest, latest, precision = interval(text, None, zones)
    return Published(earliest=earliest, latest=latest, precision=precision, text=text, flags=flags)
