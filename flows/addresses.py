"""An address as people have it -> the article of a dataset that stands there."""

from collections.abc import Iterator

from extractors.errors import DropError, UseError, shown
from extractors.urls import canonical

from .dataset import Dataset, Row, Snapshot

_SCHEMES = ("https://", "http://")


def article_at(snapshot: Snapshot, url: str) -> str:
    """Return the address of the article; UseError with what became of the link, or with the nearest addresses."""
    known = known_as(snapshot, url)
    if known is None:
        near = [row["url"] for row in snapshot.rows("explain/nearest", bare=_bare(url.strip()))]
        hint = f"; the nearest are {', '.join(near)}" if near else ", which holds no article"
        raise UseError(f"{shown(url)} is no address of this dataset{hint}")
    if not known["article"]:
        why = ": ".join(filter(None, (known["reason"], known["detail"])))
        raise UseError(f"{known['url']} is no article of this dataset: {known['outcome']} ({why})")
    return str(known["article"])


def known_as(snapshot: Snapshot | Dataset, url: str) -> Row | None:
    """Return what became of an address (url, article, outcome, reason, detail); None for one that nobody pointed at."""
    known = forms(url)
    found = snapshot.rows("explain/addresses", forms=known)
    return min(found, key=lambda row: (row["article"] is None, _place(known, row["url"])), default=None)


def forms(url: str) -> list[str]:
    """Return the ways in which an address may be known, its own first."""
    return list(dict.fromkeys(_forms(url)))


def _place(known: list[str], url: str) -> int:
    return known.index(url) if url in known else len(known)


def _forms(url: str) -> Iterator[str]:
    given = url.strip()
    yield given
    for written in (given, f"https://{given}"):
        try:
            address = canonical(written)
        except DropError:
            continue
        yield address
        if not address.startswith("file:"):
            yield from _spellings(_bare(address))


def _spellings(bare: str) -> Iterator[str]:
    """Yield an address with and without what two ways to one page differ in."""
    whole, question, query = bare.partition("?")
    path = whole.rstrip("/")
    for scheme in _SCHEMES:
        for www in ("", "www."):
            for slash in ("", "/"):
                yield f"{scheme}{www}{path}{slash}{question}{query}"


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.") if "://" in url else url
