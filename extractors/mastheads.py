"""The table of known outlets, outlets/known.csv: read once a process, and only when somebody asks. Pure.

An outlet's key is the first domain of its row; editions are further domains of it. A domain may be a host where its
owner has several outlets. `*.example.com` and `example.com/*` are platforms on which everybody is an outlet.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .urls import host

TABLE = Path(__file__).parent / "outlets" / "known.csv"
COLUMNS = ("domains", "name", "also", "country", "zone", "type", "owner", "language")
AGGREGATOR, PLATFORM = "aggregator", "platform"
TYPES = ("agency", AGGREGATOR, "blog", "broadcaster", "government", "magazine", "newspaper", "organisation", PLATFORM,
         "portal", "press_release")  # fmt: skip

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """A row of the table."""

    outlet: str  # its key
    name: str  # as it writes itself
    also: tuple[str, ...]  # what others call it
    domains: tuple[str, ...]
    country: str | None  # ISO 3166-1 alpha-2
    zone: str | None  # IANA time zone of its newsroom
    type: str  # one of TYPES
    owner: str | None
    language: str | None  # BCP-47; None where it has several
    host_tenants: bool = False  # me.example.com is an outlet of its own
    path_tenants: bool = False  # example.com/me/ is


def known(url: str) -> Masthead | None:
    """Return the row of the table that an address belongs to: by its host, or by what that is part of."""
    labels = host(url).split(".")
    table = _by_domain()
    parents = (".".join(labels[start:]) for start in range(max(1, len(labels) - 1)))
    return next((table[domain] for domain in parents if domain in table), None)


def called(name: str) -> Masthead | None:
    """Return the outlet of a name; None for one that nobody has, or several."""
    return _by_name().get(_key(name))


def tenant(url: str) -> str | None:
    """Return whose own place on a platform an address is in: me.example.com, example.com/@me; None for others."""
    row = known(url)
    if row is None or not (row.host_tenants or row.path_tenants):
        return None
    name = host(url).removeprefix("www.")
    if row.host_tenants and name not in row.domains:
        return name
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    named = row.path_tenants and len(segments) > 1 and len(segments[0]) > 1  # /p/1234 is the platform's own
    return f"{name}/{segments[0]}" if named else None


def rows() -> list[dict[str, Any]]:
    """Return the whole table, for sql/load/outlets.sql."""
    return [asdict(row) for row in _table()]


@cache
def _table() -> tuple[Masthead, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(map(_row, lines))


def _row(fields: Sequence[str]) -> Masthead:
    domains, name, also, country, zone, kind, owner, language = fields
    stated = domains.split()
    bare = tuple(domain.removeprefix("*.").removesuffix("/*") for domain in stated)
    return Masthead(
        outlet=bare[0],
        name=name,
        also=tuple(also.split("; ")) if also else (),
        domains=bare,
        country=country or None,
        zone=zone or None,
        type=kind,
        owner=owner or None,
        language=language or None,
        host_tenants=stated[0].startswith("*."),
        path_tenants=stated[0].endswith("/*"),
    )


@cache
def _by_domain() -> dict[str, Masthead]:
    return {domain: row for row in _table() for domain in row.domains}


@cache
def _by_name() -> dict[str, Masthead]:
    """Return the outlets by name, without the names that several of them have."""
    named: dict[str, set[Masthead]] = {}
    for row in _table():
        for name in (row.name, *row.also):
            named.setdefault(_key(name), set()).add(row)
    return {name: next(iter(found)) for name, found in named.items() if len(found) == 1}


def _key(name: str) -> str:
    """Return a name without what its spellings differ in."""
    return _SIGNS.sub("", name.casefold().removeprefix("the "))
