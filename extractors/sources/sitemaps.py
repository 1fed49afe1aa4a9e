"""Sitemaps, indexes of sitemaps, and news sitemaps."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

from extractors.decoding import gunzip
from extractors.errors import DropError, RetryError, UseError, shown
from extractors.plugins import Fetch, Source
from extractors.records import Drop, Incident, Link, SourceSpec

from . import check_urls, drop, texts, web_link

MOST_BYTES = 50_000_000  # unpacked, as sitemaps.org says
DEPTH = 3  # an index, an index in it, and its sitemaps
MOST_SITEMAPS = 500  # of one source
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-\d{2})?", re.ASCII)
BEFORE = timedelta(days=7)  # an incident's first signs may be older than its day


@dataclass(frozen=True, slots=True)
class _Entry:
    """A `url` or `sitemap` element."""

    nested: bool
    address: str
    title: str | None
    published: datetime | None
    newest: datetime | None  # the last moment that any of its dates allows; None without a date


def check(spec: SourceSpec) -> None:
    """Return nothing when `urls` are addresses and `since`, if there, is a date; raises UseError."""
    check_urls(spec)
    _stated_since(spec)


def find(spec: SourceSpec, incident: Incident, fetch: Fetch) -> Iterator[Link | Drop]:
    """Yield a link for each address not older than the window; what cannot be had or read is a Drop.

    The window begins at `since`, or seven days before the incident. An address without any date is inside it.
    """
    since = _since(spec, incident)
    waiting = [(url, 1) for url in reversed(texts(spec, "urls"))]
    seen: set[str] = set()
    while waiting:
        url, depth = waiting.pop()
        if url in seen:
            continue
        if len(seen) == MOST_SITEMAPS:
            yield drop(url, "too_many", f"more than {MOST_SITEMAPS} sitemaps; {len(waiting)} others left out")
            return
        seen.add(url)
        try:
            entries = _read(fetch(url))
        except (DropError, RetryError) as error:
            yield drop(url, error.reason, error.detail)
            continue
        kept = [entry for entry in entries if _in_window(entry, since)]
        if len(kept) < len(entries):
            yield drop(url, "before_window", f"{len(entries) - len(kept)} addresses from before {since.date()}")
        nested = [urljoin(url, entry.address) for entry in kept if entry.nested and entry.address]
        if nested and depth == DEPTH:
            yield drop(url, "too_deep", f"{len(nested)} sitemaps more than {DEPTH} levels down")
        else:
            waiting += [(address, depth + 1) for address in reversed(nested)]
        for entry in kept:
            if not entry.address:
                yield drop(url, "no_link", entry.title or "")
            elif not entry.nested:
                yield web_link(urljoin(url, entry.address), "sitemaps", entry.title, entry.published)


def _since(spec: SourceSpec, incident: Incident) -> datetime:
    return datetime.combine(_stated_since(spec) or incident.began - BEFORE, time.min, UTC)


def _stated_since(spec: SourceSpec) -> date | None:
    since = spec.options.get("since")
    if type(since) is date or "since" not in spec.options:
        return since
    raise UseError(f"since: expected a date such as 2011-12-26, not {shown(since)}")


def _in_window(entry: _Entry, since: datetime) -> bool:
    return entry.newest is None or entry.newest >= since


def _read(body: bytes) -> list[_Entry]:
    if body[:2] == b"\x1f\x8b":
        body = gunzip(body, MOST_BYTES)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _lines(body)
    # Nothing outside the file is read for it, and what libxml2 mends of broken XML is taken.
    parser = etree.iterparse(
        BytesIO(body),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
    )
    entries = []
    try:
        for _, element in parser:
            entries.append(_entry(element))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        if not entries:
            raise DropError("not_a_sitemap", str(error)) from error
    root = parser.root
    if not entries and parser.error_log:  # an expansion that was refused ends the reading without an exception
        raise DropError("not_a_sitemap", parser.error_log[0].message)
    if not entries and (root is None or etree.QName(root).localname not in ("urlset", "sitemapindex")):
        raise DropError("not_a_sitemap", "no urlset and no sitemapindex in it")
    return entries


def _lines(body: bytes) -> list[_Entry]:
    lines = body.decode("utf-8-sig", "replace").split()
    found = [_Entry(nested=False, address=line, title=None, published=None, newest=None) for line in lines]
    if not found or not found[0].address.startswith(("http://", "https://")):
        raise DropError("not_a_sitemap", "neither XML nor a list of addresses")
    return found


def _entry(element: "etree._Element") -> _Entry:
    published, changed = _span(_text(element, "publication_date")), _span(_text(element, "lastmod"))
    return _Entry(
        nested=etree.QName(element).localname == "sitemap",
        address=_text(element, "loc"),
        title=_text(element, "title") or None,
        published=published[0] if published else None,
        newest=max((span[1] for span in (published, changed) if span), default=None),
    )


def _text(element: "etree._Element", name: str) -> str:
    return next(("".join(found.itertext()).strip() for found in element.iter(f"{{*}}{name}")), "")


def _span(text: str) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment of a W3C date (moment, day, month or year); None for anything else."""
    try:
        if _MONTH_OR_YEAR.fullmatch(text):
            year, month = int(text[:4]), int(text[5:] or 0)
            first = date(year, month or 1, 1)
            last = date(year, month or 12, monthrange(year, month or 12)[1])
        elif len(text) <= len("2011-12-26"):
            first = last = date.fromisoformat(text)
        else:
            moment = datetime.fromisoformat(text)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment, moment
    except (ValueError, OverflowError):  # no such day, or one that leaves the calendar in UTC
        return None
    return datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)


SOURCE = Source(name="sitemaps", options=("urls", "since"), find=find, check=check)
