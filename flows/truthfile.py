"""Reads what a sample web says of itself. For the comparison alone: a stage that knew it would prove nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extractors import urls
from extractors.errors import DropError, UseError, shown
from extractors.records import COPY_KINDS

from .sampleweb import HOSTS, read_hosts
from .tables import read_toml, wrong

TRUTH = "truth.toml"
OUTCOMES = ("article", "alias", "dropped", "waiting")
UNDATED = "none"  # published = "none": the page bears no date

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One article has text from another."""

    url: str
    of_url: str
    kind: str | None  # None: not judged
    direction: str | None  # known, unknown; None: not judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the file says. A key that a link lacks is not judged."""

    links: Mapping[str, Row]  # canonical address -> keys of the file
    cleaned: Mapping[str, str]  # addresses that cleaning alone turns into another's, as written -> canonical
    relations: tuple[Relation, ...]


def read_truth(path: Path) -> Truth:
    """Return what a truth.toml says. Raises UseError naming file, key and what was expected there."""
    top = read_toml(path)
    tables = top.pop("links", None)
    if top or not isinstance(tables, list):
        raise UseError(f"{path}: expected [[links]] tables and nothing else, not {', '.join(top) or 'none'}")
    links: dict[str, Row] = {}
    cleaned: dict[str, str] = {}
    relations: list[Relation] = []
    for number, table in enumerate(tables, 1):
        link = _checked(path, f"links[{number}]", table, _LINK_KEYS)
        written, url = table["url"], link["url"]
        if url != written and link.get("alias_of") == url:
            cleaned[written] = url
        elif url in links:
            raise wrong(path, f"links[{number}].url", f"an address not yet named, not {shown(written)}")
        else:
            links[url] = link
            relations += _stated(path, f"links[{number}]", link)
    return Truth(links=links, cleaned=cleaned, relations=tuple(relations))


def groups(rows: Mapping[str, Row]) -> dict[str, set[str]]:
    """Return telling -> addresses of the rows that have one."""
    found: dict[str, set[str]] = {}
    for url, row in rows.items():
        if row.get("telling") is not None:
            found.setdefault(row["telling"], set()).add(url)
    return found


def _stated(path: Path, place: str, link: Row) -> Iterator[Relation]:
    """Yield the relation to the parent, and the others."""
    others = [
        _checked(path, f"{place}.relations[{number}]", table, _RELATION_KEYS)
        for number, table in enumerate(link.get("relations", []), 1)
    ]
    for stated in (link, *others):
        if stated.get("of_url"):
            kind, direction = stated.get("kind"), stated.get("direction")
            yield Relation(url=link["url"], of_url=stated["of_url"], kind=kind, direction=direction)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_moment(value: Any) -> bool:
    return value == UNDATED or (isinstance(value, datetime) and value.tzinfo is not None) or type(value) is date


_RELATION_KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "of_url": (_is_text, "an address"),
    "kind": (lambda value: value in COPY_KINDS, f"one of {', '.join(COPY_KINDS)}"),
    "direction": (lambda value: value in ("known", "unknown"), "known or unknown"),
}
_LINK_KEYS = _RELATION_KEYS | {
    "url": (_is_text, "an address"),
    "outcome": (lambda value: value in OUTCOMES, f"one of {', '.join(OUTCOMES)}"),
    "reason": (_is_text, "a word such as off_topic"),
    "alias_of": (_is_text, "an address"),
    "language": (_is_text, "a BCP-47 tag"),
    "outlet": (_is_text, "a registered domain"),
    "published": (_is_moment, f'a day, a moment with offset, or "{UNDATED}"'),
    "versions": (lambda value: type(value) is int and value > 0, "how many texts the page has had, 1 or more"),
    "telling": (_is_text, "a word for the telling"),
    "is_original": (lambda value: isinstance(value, bool), "true or false"),
    "presumed_retelling": (lambda value: isinstance(value, bool), "true or false"),
    "relations": (lambda value: isinstance(value, list), "a list of tables"),
}


def _checked(path: Path, place: str, table: Any, keys: Mapping[str, tuple[Callable[[Any], bool], str]]) -> Row:
    """Return the table with its addresses in their one spelling."""
    needed = "url" if "url" in keys else "of_url"
    if not isinstance(table, dict) or not table.get(needed):
        raise wrong(path, place, f"a table with {needed}")
    for key, value in table.items():
        good, expected = keys.get(key, (lambda _: False, f"one of {', '.join(keys)}; this key is unknown"))
        if not good(value):
            raise wrong(path, f"{place}.{key}", f"{expected}, not {shown(value)}")
    addresses = {key: table[key] for key in ("url", "alias_of", "of_url") if table.get(key)}
    try:
        return table | {key: urls.canonical(value) for key, value in addresses.items()}
    except DropError as error:
        raise wrong(path, place, f"addresses, not {error.detail}") from error


def gaps(folder: Path) -> list[str]:
    """Return in plain words where a sample folder's truth.toml leaves a page out or contradicts itself.

    Every HTML page and redirect of hosts.toml must be named, and what is named must lie on a host of it.
    """
    said = read_truth(folder / TRUTH)
    sites = read_hosts(folder / HOSTS)
    named = {unquote(url) for url in (*said.links, *said.cleaned)}
    served = {
        f"http://{host}{path}" for host, site in sites.items() for path, (first, *_) in site.items() if first.is_page()
    }
    found = [f"{url} is served, and truth does not name it" for url in sorted(served - named)]
    for url, link in said.links.items():
        if urls.host(url) not in sites and link.get("outcome") in ("article", "alias"):  # others may be on a dead host
            found.append(f"{url} is {link['outcome']}, and no host serves it")
        found += [
            f"{url}: {key} is {link[key]}, which truth does not call an article"
            for key in ("alias_of", "of_url")
            if link.get(key) and said.links.get(link[key], {}).get("outcome") != "article"
        ]
    for telling, group in groups(said.links).items():
        if sum(said.links[url].get("is_original", False) for url in group) > 1:
            found.append(f"{telling} has more than one original")
    return found
