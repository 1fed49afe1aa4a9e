"""RSS and Atom feeds."""

import calendar
import html
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from extractors.errors import DropError, RetryError
from extractors.plugins import Fetch, Source
from extractors.records import Drop, Incident, Link, SourceSpec

from . import check_urls, drop, texts, web_link

MOST_BYTES = 10_000_000
MOST_TAGS = 200_000  # more take the parser longer than ten seconds
_TAG = re.compile(r"<[^<>]*>")


def find(spec: SourceSpec, _incident: Incident, fetch: Fetch) -> Iterator[Link | Drop]:
    """Yield a link for each entry; a feed that cannot be had or read is a Drop."""
    for url in texts(spec, "urls"):
        try:
            yield from _entries(url, fetch(url))
        except (DropError, RetryError) as error:
            yield drop(url, error.reason, error.detail)


def _entries(url: str, body: bytes) -> Iterator[Link | Drop]:
    if len(body) > MOST_BYTES:
        raise DropError("too_large", f"more than {MOST_BYTES} bytes of feed")
    if (tags := body.count(b"<")) > MOST_TAGS:
        raise DropError("too_large", f"{tags} tags of feed, more than {MOST_TAGS}")
    # A stream, for feedparser would open a file or an address of that name; no HTML, for only titles are used.
    feed = feedparser.parse(BytesIO(body), response_headers={"content-location": url}, sanitize_html=False)
    if not feed.entries and not feed.get("version"):  # a body without a byte has not even that key
        said = str(feed.get("bozo_exception", "")).removeprefix("<unknown>:")
        raise DropError("not_a_feed", said if body.strip() else "an empty file")
    if not feed.entries:
        raise DropError("no_entries", "a feed without entries")
    for entry in feed.entries:
        link = entry.get("feedburner_origlink") or entry.get("link")
        title = _TAG.sub("", html.unescape(entry.get("title") or ""))
        if link:
            yield web_link(link, "feeds", title, _published(entry))
        else:
            yield drop(url, "no_link", title)


def _published(entry: Mapping[str, Any]) -> datetime | None:
    """Return when an entry says it was published; when it was changed is no such date."""
    moment = entry.get("published_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        return None


SOURCE = Source(name="feeds", options=("urls",), find=find, check=check_urls)
