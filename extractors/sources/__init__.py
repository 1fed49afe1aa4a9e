"""Ways to find links: one file of this folder each, with its SOURCE."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from extractors.errors import DropError, UseError, shown
from extractors.records import Drop, Link, SourceSpec
from extractors.urls import canonical, trap


def web_link(url: str, source: str, title: str | None = None, published: datetime | None = None) -> Link | Drop:
    """Return a link to what somebody else's page or file points at, or a Drop: a page of the web, never a file."""
    if url.startswith("file:"):
        return drop(url, "bad_address", "a file on this machine")
    try:
        address = canonical(url)
    except DropError as error:
        return drop(url, error.reason, error.detail)
    if sign := trap(address):
        return drop(address, "url_trap", sign)
    return Link(
        url=address,
        source=source,
        found_at=datetime.now(UTC),
        title_hint=" ".join(title.split()) or None if title else None,
        published_hint=published,
    )


def drop(url: str, reason: str, detail: str = "") -> Drop:
    """Return what became of a part of a source that could not be used."""
    return Drop(url=url, stage="discover", reason=reason, detail=detail, dropped_at=datetime.now(UTC))


def texts(spec: SourceSpec, key: str) -> Sequence[str]:
    """Return an option that is a list of texts; raises UseError."""
    expected = f"{key}: expected a list of one text or more"
    if key not in spec.options:
        raise UseError(f"{expected}; it is missing")
    found: Any = spec.options[key]
    if not isinstance(found, (list, tuple)) or not found:
        raise UseError(f"{expected}, not {shown(found)}")
    if wrong := [text for text in found if not isinstance(text, str) or not text.strip()]:
        raise UseError(f"{expected}, not {shown(wrong[0])} among them")
    return found


def check_urls(spec: SourceSpec) -> None:
    """Return nothing when `urls` is a list of addresses of the web; raises UseError."""
    for url in texts(spec, "urls"):
        try:
            good = canonical(url).startswith("http")
        except DropError:
            good = False
        if not good:
            raise UseError(f"urls: expected addresses that begin with http:// or https://, not {shown(url)}")
