"""Reads an incident file. Every complaint names the file, the key and what was expected there."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from extractors import engines, sources, urls
from extractors.errors import DropError, UseError
from extractors.plugins import Engine, Source, load
from extractors.records import HostRule, Incident, SourceSpec
from extractors.web import Reach, manners_of, refuse_strangers

INCIDENTS = Path(__file__).parent / "incidents"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # as plausible BCP-47 as texts are labelled with
_BARE_HOST = re.compile(r"[^\s/\\:@?#*\[\]]+")
V = TypeVar("V")


def find_incident(name: str) -> Path:
    """Return the file of an incident named by its slug or by a path; UseError when there is none."""
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return path
    known = INCIDENTS / f"{name}.toml"
    if known.is_file():
        return known
    slugs = ", ".join(sorted(file.stem for file in INCIDENTS.glob("*.toml")))
    raise UseError(f"no incident {name!r}: give the path of a .toml file, or one of: {slugs}")


def read_incident(path: Path, slug: str | None = None) -> Incident:
    """Return what an incident file says; its slug is the file's name unless one is given."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UseError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UseError(f"{path}: not TOML: {error}") from error
    return _incident(_Table(path, "", table), slug or path.stem)


def check_incident(name: str, contact: str) -> Path:
    """Return the file of an incident that can be covered; UseError says what is wrong with it, or missing."""
    path = find_incident(name)
    incident = read_incident(path)
    if asks_web(incident):
        refuse_strangers(manners_of(incident, contact), Reach())
    return path


def asks_web(incident: Incident) -> bool:
    """Return whether covering the incident sends requests to anybody."""
    known = load(sources, Source)
    return any(known[spec.kind].asks_web for spec in incident.sources)


class _Table:
    """One table of the file; takes its keys out one by one, so that what is left over is a mistake."""

    def __init__(self, path: Path, name: str, values: Mapping[str, Any]) -> None:
        self.path, self.name, self.values = path, name, dict(values)
        self.known: list[str] = []

    def wrong(self, key: str, expected: str) -> UseError:
        place = f"{self.name}.{key}" if self.name else key
        return UseError(f"{self.path}: {place}: expected {expected}")

    def take(self, key: str, check: Callable[[Any], V | None], expected: str, default: V | None = None) -> V:
        """Return a checked value; UseError when it is missing without a default, or refused by the check."""
        self.known.append(key)
        if key not in self.values:
            if default is None:
                raise self.wrong(key, f"{expected}; it is missing")
            return default
        value = self.values.pop(key)
        checked = check(value)
        if checked is None:
            raise self.wrong(key, f"{expected}, not {value!r}")
        return checked

    def table(self, key: str) -> "_Table":
        """Return a sub-table; an empty one when it is missing."""
        return _Table(self.path, f"{self.name}.{key}" if self.name else key, self.take(key, _table, "a table", {}))

    def end(self) -> None:
        """UseError when a key is left that nobody knows."""
        if self.values:
            raise self.wrong(next(iter(self.values)), f"one of {', '.join(self.known)}; this key is unknown")


def _incident(top: _Table, slug: str) -> Incident:
    title = top.take("title", _text, "a text")
    began = top.take("began", _day, "a date such as 2011-12-26")
    until = top.take("until", _day, "a date such as 2012-03-31") if "until" in top.values else None
    if until and until < began:
        raise top.wrong("until", f"a date not before began = {began}")
    names = _names(top.table("names"))
    relevance, scrape, translate = top.table("relevance"), top.table("scrape"), top.table("translate")
    specs = top.take("sources", _tables, "one [[sources]] table or more")
    top.known.append("until")
    top.end()
    incident = Incident(
        slug=slug,
        title=title,
        began=began,
        until=until,
        names=names,
        names_at_least=_at_least(relevance, names),
        delay_s=scrape.take("delay_s", _seconds, "seconds, 0 or more", 5.0),
        respect_robots=scrape.take("respect_robots", _flag, "true or false", True),
        hosts=_hosts(scrape.table("hosts")),
        engines=_engines(translate),
        budget_chars=translate.take("budget_chars", _count, "a whole number of characters", 500_000),
        sources=tuple(_source(_Table(top.path, f"sources[{number}]", spec)) for number, spec in enumerate(specs, 1)),
    )
    for table in (relevance, scrape, translate):
        table.end()
    return incident


def _names(table: _Table) -> dict[str, tuple[str, ...]]:
    if wrong := [key for key in table.values if key != "*" and not _LANGUAGE.fullmatch(key)]:
        raise table.wrong(wrong[0], 'a language such as ru or pt-BR, or "*", as the key')
    names = {key: table.take(key, _texts, "a list of names") for key in list(table.values)}
    if not any(names.values()):
        raise table.wrong('"*"', "at least one name that a page must speak of")
    return names


def _at_least(table: _Table, names: Mapping[str, tuple[str, ...]]) -> int:
    most = len({name for group in names.values() for name in group})
    count = table.take("at_least", _count, "a whole number from 0", min(2, most))
    if count > most:
        raise table.wrong("at_least", f"a whole number from 0 to {most}, for [names] has no more, not {count}")
    return count


def _hosts(table: _Table) -> dict[str, HostRule]:
    return {_host(table, key): _host_rule(table.table(key)) for key in list(table.values)}


def _host(table: _Table, key: str) -> str:
    """Return a host as addresses are asked for their rules by it: lower case, in punycode."""
    try:
        host = urls.host(f"http://{key}") if _BARE_HOST.fullmatch(key) else ""
    except DropError:
        host = ""
    if not host:
        raise table.wrong(key, "a bare host such as www.example.org as the key, without scheme, port and path")
    return host


def _host_rule(table: _Table) -> HostRule:
    respect = table.take("respect_robots", _flag, "true or false") if "respect_robots" in table.values else None
    delay_s = table.take("delay_s", _seconds, "seconds, 0 or more") if "delay_s" in table.values else None
    table.known = ["respect_robots", "delay_s"]
    table.end()
    return HostRule(respect_robots=respect, delay_s=delay_s)


def _engines(table: _Table) -> tuple[str, ...]:
    default: tuple[str, ...] = ("google", "apertium")
    chosen = table.take("engines", _texts, "a list of engines", default)
    known = load(engines, Engine)
    if unknown := [name for name in chosen if name not in known]:
        raise table.wrong("engines", f"engines out of {', '.join(sorted(known))}, not {unknown[0]!r}")
    return chosen


def _source(table: _Table) -> SourceSpec:
    known = load(sources, Source)
    kind = table.take("kind", _text, f"one of {', '.join(sorted(known))}")
    if kind not in known:
        raise table.wrong("kind", f"one of {', '.join(sorted(known))}, not {kind!r}")
    if unknown := [key for key in table.values if key not in known[kind].options]:
        raise table.wrong(unknown[0], f"one of {', '.join(known[kind].options)}; this key is unknown")
    spec = SourceSpec(kind=kind, options=dict(table.values), folder=table.path.parent)
    try:
        known[kind].check(spec)
    except UseError as error:
        raise UseError(f"{table.path}: {table.name}.{error}") from error
    return spec


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: Any) -> tuple[str, ...] | None:
    good = isinstance(value, list) and all(_text(item) for item in value)
    return tuple(value) if good else None


def _day(value: Any) -> date | None:
    return value if type(value) is date else None


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None


def _seconds(value: Any) -> float | None:
    return float(value) if type(value) in (int, float) and 0 <= value < float("inf") else None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _table(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _tables(value: Any) -> list[dict[str, Any]] | None:
    return value if isinstance(value, list) and value and all(isinstance(item, dict) for item in value) else None
