"""Reads an incident file. Every complaint names the file, the key and what was expected there."""

import json
import re
import stat
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from extractors import engines, sources, urls
from extractors.errors import DropError, UseError, meant, shown
from extractors.plugins import Engine, Source, load
from extractors.records import HostRule, Incident, SourceSpec
from extractors.web import Reach, manners_of, refuse_strangers

INCIDENTS = Path(__file__).parent / "incidents"
LONGEST_SLUG_BYTES = 200  # file systems take names of 255
LONGEST_DELAY_S = 86_400.0  # a day
_SLUG = re.compile(r"\w(?:[\w .-]*\w)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # as plausible BCP-47 as texts are labelled with
_BARE_HOST = re.compile(r"[^\s/\\:@?#*\[\]]+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
V = TypeVar("V")


def find_incident(name: str) -> Path:
    """Return the file of an incident named by its slug or by a path; UseError when there is none."""
    known = {file.stem: file for file in sorted(INCIDENTS.glob("*.toml"))}
    path = known.get(name, Path(name))
    wrong = _no_incident_file(path)
    if not wrong:
        return path
    if len(path.parts) > 1 or path.suffix:
        raise UseError(f"{path}: {wrong}")
    slugs = ", ".join(known)
    raise UseError(f"no incident {shown(name)}{meant(name, known)}: give the path of a .toml file, or one of: {slugs}")


def _no_incident_file(path: Path) -> str:
    """Return why a path cannot be that of an incident file; empty when it can."""
    try:
        str(path).encode()
        mode = path.stat().st_mode
    except UnicodeEncodeError:  # Prefect and DuckDB would stumble over it
        return "expected a path in UTF-8"
    except (OSError, ValueError) as error:
        return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"
    if stat.S_ISDIR(mode):
        return "expected an incident file, not a folder"
    return "" if path.suffix.lower() == ".toml" else "expected a file whose name ends in .toml"


def read_incident(path: Path, slug: str | None = None, *, asks: bool = True) -> Incident:
    """Return what an incident file says; its slug is the file's name unless one is given.

    It has no sources, whatever became of them, for a run that asks nobody.
    """
    slug = path.stem if slug is None else slug
    if not _SLUG.fullmatch(slug) or len(slug.encode()) > LONGEST_SLUG_BYTES:
        raise UseError(
            f"{path}: the name of the dataset would be {shown(slug)}: expected letters and digits, between them also"
            f" dots, dashes and spaces, and {LONGEST_SLUG_BYTES} bytes at most"
        )
    return _incident(_Table(path, "", read_toml(path), _KEYS), slug, asks=asks)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a file; UseError says why it cannot be read, or which line is no TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if "\0" in text:  # every second byte of English in UTF-16
            raise UseError(f"{path}: expected a text in UTF-8, not UTF-16 or a file of another kind")
        return tomllib.loads(text)
    except OSError as error:
        raise UseError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UseError(f"{path}: expected a text in UTF-8: line {line} is in another encoding, or no text") from error
    except RecursionError as error:
        raise UseError(f"{path}: not TOML: too many brackets in one another") from error
    except ValueError as error:  # TOMLDecodeError, and numbers of more digits than Python reads
        raise UseError(f"{path}: not TOML: {error}") from error


def wrong(path: Path, place: str, expected: str) -> UseError:
    """Return the complaint about a place in a file: its key, with a dot for each table around it."""
    return UseError(f"{path}: {place}: expected {expected}")


def bare_host(name: str) -> str:
    """Return a host as addresses are told apart by it, lower case and in punycode; empty for anything else."""
    try:
        return urls.host(f"http://{name}") if _BARE_HOST.fullmatch(name) else ""
    except DropError:
        return ""


def check_incident(name: str, contact: str, *, asks: bool = True) -> Path:
    """Return the file of an incident that can be covered; UseError says what is wrong with it, or missing."""
    path = find_incident(name)
    incident = read_incident(path, asks=asks)
    if asks_web(incident):
        refuse_strangers(manners_of(incident, contact), Reach())
    return path


def asks_web(incident: Incident) -> bool:
    """Return whether covering the incident sends requests to anybody."""
    known = load(sources, Source)
    return any(known[spec.kind].asks_web for spec in incident.sources)


class _Table:
    """One table of the file. Raises UseError for a key that is none of `keys`; None allows any."""

    def __init__(self, path: Path, name: str, values: Mapping[str, Any], keys: Sequence[str] | None) -> None:
        self.path, self.name, self.values = path, name, values
        if keys is not None and (unknown := [key for key in values if key not in keys]):
            raise self.wrong(unknown[0], f"one of {', '.join(keys)}; this key is unknown")

    def place(self, key: str) -> str:
        """Return the key as the file would write it with a dot for each table."""
        key = key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        return f"{self.name}.{key}" if self.name else key

    def wrong(self, key: str, expected: str) -> UseError:
        return wrong(self.path, self.place(key), expected)

    def take(self, key: str, check: Callable[[Any], V | None], expected: str, default: V | None = None) -> V:
        """Return a checked value; UseError when it is missing without a default, or refused by the check."""
        if key not in self.values:
            if default is None:
                raise self.wrong(key, f"{expected}; it is missing")
            return default
        checked = check(self.values[key])
        if checked is None:
            raise self.wrong(key, f"{expected}, not {shown(self.values[key])}")
        return checked

    def maybe(self, key: str, check: Callable[[Any], V | None], expected: str) -> V | None:
        """Return a checked value; None when it is missing."""
        return self.take(key, check, expected) if key in self.values else None

    def table(self, key: str, *keys: str, keys_are_free: bool = False) -> "_Table":
        """Return a sub-table; an empty one when it is missing."""
        none: dict[str, Any] = {}
        values = self.take(key, _table, "a table", none)
        return _Table(self.path, self.place(key), values, None if keys_are_free else keys)


_KEYS = ("title", "began", "until", "names", "relevance", "scrape", "translate", "sources")


def _incident(top: _Table, slug: str, *, asks: bool) -> Incident:
    title = top.take("title", _line, "a line of text")
    began = top.take("began", _day, "a date such as 2011-12-26")
    until = top.maybe("until", _day, "a date such as 2012-03-31")
    if until and until < began:
        raise top.wrong("until", f"a date not before began = {began}, not {until}")
    names = _names(top.table("names", keys_are_free=True))
    scrape, translate = top.table("scrape", *_SCRAPE_KEYS), top.table("translate", "engines", "budget_chars")
    specs = top.take("sources", _tables, "one [[sources]] table or more")
    return Incident(
        slug=slug,
        title=title,
        began=began,
        until=until,
        names=names,
        names_at_least=_at_least(top.table("relevance", "at_least"), names),
        delay_s=scrape.take("delay_s", _seconds, _SECONDS, 5.0),
        respect_robots=scrape.take("respect_robots", _flag, "true or false", True),
        pages_per_host=scrape.take("pages_per_host", _positive, "a whole number of pages, 1 or more", 500),
        hosts=_hosts(scrape.table("hosts", keys_are_free=True)),
        engines=_engines(translate),
        budget_chars=translate.take("budget_chars", _count, "a whole number of characters, 0 or more", 500_000),
        sources=tuple(_source(top, f"sources[{number}]", spec) for number, spec in enumerate(specs if asks else (), 1)),
    )


def _names(table: _Table) -> dict[str, tuple[str, ...]]:
    if wrong := [key for key in table.values if key != "*" and not _LANGUAGE.fullmatch(key)]:
        raise table.wrong(wrong[0], 'a language such as ru or pt-BR, or "*", as the key')
    names = {key: table.take(key, _lines, "a list of names") for key in table.values}
    if not any(names.values()):
        raise table.wrong("*", "at least one name that a page must speak of")
    return names


def _at_least(table: _Table, names: Mapping[str, tuple[str, ...]]) -> int:
    most = len({name for group in names.values() for name in group})
    count = table.take("at_least", _count, "a whole number from 0", min(2, most))
    if count > most:
        raise table.wrong("at_least", f"a whole number from 0 to {most}, for [names] has no more, not {shown(count)}")
    return count


def _hosts(table: _Table) -> dict[str, HostRule]:
    rules: dict[str, HostRule] = {}
    for key in table.values:
        host = bare_host(key)
        if not host:
            raise table.wrong(key, "a bare host such as www.example.org as the key, without scheme, port and path")
        if host in rules:
            raise table.wrong(key, f"each host once; {host} is named by another key already")
        rules[host] = _host_rule(table, key)
    return rules


def _host_rule(hosts: _Table, key: str) -> HostRule:
    values = hosts.values[key]
    if isinstance(values, dict) and any(isinstance(value, dict) for value in values.values()):
        raise hosts.wrong(key, 'a host in quotation marks, such as [scrape.hosts."www.example.org"]')
    table = hosts.table(key, "delay_s", "respect_robots")
    return HostRule(
        respect_robots=table.maybe("respect_robots", _flag, "true or false"),
        delay_s=table.maybe("delay_s", _seconds, _SECONDS),
    )


def _engines(table: _Table) -> tuple[str, ...]:
    known = load(engines, Engine)
    expected = f"a list of engines out of {', '.join(sorted(known))}, each once"
    default: tuple[str, ...] = ("google", "apertium")
    chosen = table.take("engines", _lines, expected, default)
    if wrong := [name for place, name in enumerate(chosen) if name not in known or name in chosen[:place]]:
        raise table.wrong("engines", f"{expected}, not {shown(wrong[0])}")
    return chosen


def _source(top: _Table, name: str, values: Mapping[str, Any]) -> SourceSpec:
    known = load(sources, Source)
    table = _Table(top.path, name, values, None)
    kinds = f"one of {', '.join(sorted(known))}"
    kind = table.take("kind", _line, kinds)
    if kind not in known:
        raise table.wrong("kind", f"{kinds}, not {shown(kind)}")
    options = {key: value for key, value in values.items() if key != "kind"}
    if unknown := [key for key in options if key not in known[kind].options]:
        raise table.wrong(unknown[0], f"one of {', '.join(known[kind].options)}; this key is unknown")
    spec = SourceSpec(kind=kind, options=options, folder=top.path.parent)
    try:
        known[kind].check(spec)
    except UseError as error:
        raise UseError(f"{top.path}: {name}.{error}") from error
    except OSError as error:  # a path that nobody may look at, or that no file can have
        raise UseError(f"{top.path}: {name}: {shown(error.filename)} cannot be read: {error.strerror}") from error
    return spec


def _line(value: Any) -> str | None:
    good = isinstance(value, str) and value.strip() and not any(unicodedata.category(char) == "Cc" for char in value)
    return value if good else None


def _lines(value: Any) -> tuple[str, ...] | None:
    good = isinstance(value, list) and all(_line(item) for item in value)
    return tuple(value) if good else None


def _day(value: Any) -> date | None:
    return value if type(value) is date else None


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**63 else None


def _positive(value: Any) -> int | None:
    return _count(value) or None


_SCRAPE_KEYS = ("delay_s", "respect_robots", "pages_per_host", "hosts")
_SECONDS = f"seconds from 0 to {LONGEST_DELAY_S:g}"


def _seconds(value: Any) -> float | None:
    return float(value) if type(value) in (int, float) and 0 <= value <= LONGEST_DELAY_S else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _table(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _tables(value: Any) -> list[dict[str, Any]] | None:
    return value if isinstance(value, list) and value and all(isinstance(item, dict) for item in value) else None
