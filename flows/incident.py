"""Reads an incident file. Every complaint names the file, the key and what was expected there."""

import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extractors import engines, sources
from extractors.errors import UseError, meant, shown
from extractors.plugins import Engine, Source, load
from extractors.records import HostRule, Incident, SourceSpec
from extractors.web import Reach, manners_of, refuse_strangers

from .overrides import is_overrides, read_overrides
from .tables import (
    Table,
    a_count,
    a_day,
    a_flag,
    a_line,
    a_positive_count,
    bare_host,
    list_of_lines,
    list_of_tables,
    read_toml,
)

INCIDENTS = Path(__file__).parent / "incidents"
LONGEST_SLUG_BYTES = 200  # file systems take names of 255
LONGEST_DELAY_S = 86_400.0  # a day
_SLUG = re.compile(r"\w(?:[\w .-]*\w)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # as plausible BCP-47 as texts are labelled with


def find_incident(name: str) -> Path:
    """Return the file of an incident named by its slug or by a path; UseError when there is none."""
    known = {file.stem: file for file in sorted(INCIDENTS.glob("*.toml")) if not is_overrides(file)}
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
    return _incident(Table(path, "", read_toml(path), _KEYS), slug, asks=asks)


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


_KEYS = ("title", "began", "until", "names", "glossary", "relevance", "scrape", "translate", "sources")


def _incident(top: Table, slug: str, *, asks: bool) -> Incident:
    title = top.take("title", a_line, "a line of text")
    began = top.take("began", a_day, "a date such as 2011-12-26")
    until = top.maybe("until", a_day, "a date such as 2012-03-31")
    if until and until < began:
        raise top.wrong("until", f"a date not before began = {began}, not {until}")
    names = _names(top.table("names", keys_are_free=True))
    scrape, translate = top.table("scrape", *_SCRAPE_KEYS), top.table("translate", "engines", "budget_chars")
    specs = top.take("sources", list_of_tables, "one [[sources]] table or more")
    return Incident(
        slug=slug,
        title=title,
        began=began,
        until=until,
        names=names,
        names_at_least=_at_least(top.table("relevance", "at_least"), names),
        delay_s=scrape.take("delay_s", _seconds, _SECONDS, 5.0),
        respect_robots=scrape.take("respect_robots", a_flag, "true or false", True),
        pages_per_host=scrape.take("pages_per_host", a_positive_count, "a whole number of pages, 1 or more", 500),
        hosts=_hosts(scrape.table("hosts", keys_are_free=True)),
        engines=_engines(translate),
        budget_chars=translate.take("budget_chars", a_count, "a whole number of characters, 0 or more", 500_000),
        glossary=_glossary(top.table("glossary", keys_are_free=True)),
        sources=tuple(_source(top, f"sources[{number}]", spec) for number, spec in enumerate(specs if asks else (), 1)),
        overrides=read_overrides(top.path),
    )


def _names(table: Table) -> dict[str, tuple[str, ...]]:
    _refuse_other_keys(table)
    names = {key: table.take(key, list_of_lines, "a list of names") for key in table.values}
    if not any(names.values()):
        raise table.wrong("*", "at least one name that a page must speak of")
    return names


def _glossary(table: Table) -> dict[str, dict[str, str]]:
    _refuse_other_keys(table)
    return {key: _terms(table, key) for key in table.values}


def _terms(glossary: Table, key: str) -> dict[str, str]:
    table = glossary.table(key, keys_are_free=True)
    if wrong := [term for term in table.values if not a_line(term) or not any(map(str.isalnum, term))]:
        raise table.wrong(wrong[0], "a term with a letter or digit, in one line, as the key")
    return {term: table.take(term, a_line, "its English, a line of text") for term in table.values}


def _refuse_other_keys(table: Table) -> None:
    if wrong := [key for key in table.values if key != "*" and not _LANGUAGE.fullmatch(key)]:
        raise table.wrong(wrong[0], 'a language such as ru or pt-BR, or "*", as the key')


def _at_least(table: Table, names: Mapping[str, tuple[str, ...]]) -> int:
    most = len({name for group in names.values() for name in group})
    count = table.take("at_least", a_count, "a whole number from 0", min(2, most))
    if count > most:
        raise table.wrong("at_least", f"a whole number from 0 to {most}, for [names] has no more, not {shown(count)}")
    return count


def _hosts(table: Table) -> dict[str, HostRule]:
    rules: dict[str, HostRule] = {}
    for key in table.values:
        host = bare_host(key)
        if not host:
            raise table.wrong(key, "a bare host such as www.example.org as the key, without scheme, port and path")
        if host in rules:
            raise table.wrong(key, f"each host once; {host} is named by another key already")
        rules[host] = _host_rule(table, key)
    return rules


def _host_rule(hosts: Table, key: str) -> HostRule:
    values = hosts.values[key]
    if isinstance(values, dict) and any(isinstance(value, dict) for value in values.values()):
        raise hosts.wrong(key, 'a host in quotation marks, such as [scrape.hosts."www.example.org"]')
    table = hosts.table(key, "delay_s", "respect_robots")
    return HostRule(
        respect_robots=table.maybe("respect_robots", a_flag, "true or false"),
        delay_s=table.maybe("delay_s", _seconds, _SECONDS),
    )


def _engines(table: Table) -> tuple[str, ...]:
    known = load(engines, Engine)
    expected = f"a list of engines out of {', '.join(sorted(known))}, each once"
    default: tuple[str, ...] = ("google", "apertium")
    chosen = table.take("engines", list_of_lines, expected, default)
    if wrong := [name for place, name in enumerate(chosen) if name not in known or name in chosen[:place]]:
        raise table.wrong("engines", f"{expected}, not {shown(wrong[0])}")
    return chosen


def _source(top: Table, name: str, values: Mapping[str, Any]) -> SourceSpec:
    known = load(sources, Source)
    table = Table(top.path, name, values, None)
    kinds = f"one of {', '.join(sorted(known))}"
    kind = table.take("kind", a_line, kinds)
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


_SCRAPE_KEYS = ("delay_s", "respect_robots", "pages_per_host", "hosts")
_SECONDS = f"seconds from 0 to {LONGEST_DELAY_S:g}"


def _seconds(value: Any) -> float | None:
    return float(value) if type(value) in (int, float) and 0 <= value <= LONGEST_DELAY_S else None
