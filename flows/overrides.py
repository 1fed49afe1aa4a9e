"""Reads what the editor says beside an incident file. Every complaint names the file, the key and what was expected.

Beside `<name>.toml` it is `<name>.overrides.toml`, or `overrides.toml` where that incident lies alone in its folder.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

from extractors import dates, publishers
from extractors.errors import DropError, UseError, shown
from extractors.records import COPY_KINDS, ArticleOverride, Kind, Overrides, PairOverride
from extractors.urls import canonical

from .tables import Table, a_flag, a_line, bare_host, list_of_tables, read_toml, wrong

NAME = "overrides.toml"
OWN = "own"  # telling = "own": the article is a voice of its own
PARTS = ("excerpt", "translated_excerpt")  # who has only a part from another may be a voice of his own
SAID = ("published", "outlet", "relevant", "telling")  # what may be said of an article
_SOURCES = re.compile(rb"^\s*\[\[\s*sources\s*\]\]", re.MULTILINE)  # what every incident file has, and no other
_LOOKS_LIKE = re.compile(r"override.*\.toml$", re.IGNORECASE)
_DATE = "a date or a time such as 2011-12-26 or 2011-12-26T10:00:00Z"
_ADDRESS = "an address that begins with http:// or https://"


def is_overrides(path: Path) -> bool:
    """Say whether a file holds overrides, by its name."""
    return path.name == NAME or path.name.endswith(f".{NAME}")


def read_overrides(incident_file: Path) -> Overrides:
    """Return what the editor says of an incident; nothing where there is no such file."""
    file = _file_beside(incident_file)
    if file is None:
        return Overrides()
    top = Table(file, "", read_toml(file), ("pairs", "articles"))
    overrides = Overrides(
        file=file,
        pairs=tuple(map(_pair, _tables(top, "pairs", _PAIR_KEYS))),
        articles=tuple(map(_article, _tables(top, "articles", _ARTICLE_KEYS))),
    )
    refuse_contradictions(overrides)
    return overrides


def _file_beside(incident_file: Path) -> Path | None:
    shared = incident_file.with_name(NAME)
    own = incident_file.with_name(f"{incident_file.stem}.{NAME}")
    here = [path for path in (own, shared) if os.path.lexists(path) and path != incident_file]
    others = _other_incidents(incident_file)
    if here == [shared] and others:
        raise UseError(f"{shared}: expected the name {own.name}, for {others[0]} lies in this folder too")
    misnamed = _misnamed(incident_file, others)
    if misnamed and not here:
        raise UseError(f"{misnamed[0]}: expected the name {own.name}, for nobody reads overrides of another name")
    strange = sorted(set(incident_file.parent.glob(f"*.{NAME}")) - {own, incident_file})
    if strange and not others:
        raise UseError(
            f"{strange[0]}: expected the name {own.name} or {NAME}, for {incident_file.name} lies here alone"
        )
    if len(here) > 1:
        raise UseError(f"{shared}: expected one file of overrides, for there is {own.name} too")
    return here[0] if here else None


def _misnamed(incident_file: Path, others: Sequence[str]) -> list[Path]:
    """Return the files that look like overrides of this incident; among those of others, by its name only."""
    looks = (path for path in sorted(incident_file.parent.glob("*")) if _LOOKS_LIKE.search(path.name))
    return [
        path
        for path in looks
        if path != incident_file and not is_overrides(path) and path.name not in others
        if path.name.startswith(incident_file.stem) or not others
    ]


def _other_incidents(incident_file: Path) -> list[str]:
    beside = (path for path in incident_file.parent.glob("*.toml") if path.name != incident_file.name)
    return sorted(path.name for path in beside if path.is_file() and _SOURCES.search(path.read_bytes()))


def _tables(top: Table, name: str, keys: Sequence[str]) -> Iterator[Table]:
    none: list[dict[str, Any]] = []
    tables = top.take(name, list_of_tables, f"[[{name}]] tables", none)
    return (Table(top.path, f"{name}[{number}]", values, keys) for number, values in enumerate(tables, 1))


_PAIR_KEYS = ("url", "of_url", "copy", "kind", "why")
_ARTICLE_KEYS = ("url", *SAID, "why")


def _pair(table: Table) -> PairOverride:
    url, of_url = table.take("url", _address, _ADDRESS), table.take("of_url", _address, _ADDRESS)
    if url == of_url:
        raise table.wrong("of_url", "the address of another article than url")
    kind: Kind | None = table.maybe("kind", _kind, f"one of {', '.join(COPY_KINDS)}")
    default = True if kind else None
    copy = table.take("copy", a_flag, "true, false (neither has it from the other), or a kind in its place", default)
    if kind and not copy:
        raise table.wrong("kind", "copy = true beside it, or no kind")
    return PairOverride(place=table.name, url=url, of_url=of_url, copy=copy, kind=kind, why=_why(table))


def _article(table: Table) -> ArticleOverride:
    if table.values.keys().isdisjoint(SAID):
        raise table.wrong("url", f"one of {', '.join(SAID)} beside it")
    return ArticleOverride(
        place=table.name,
        url=table.take("url", _address, _ADDRESS),
        published=table.maybe("published", _published, _DATE),
        outlet=table.maybe("outlet", _outlet, "the domain of an outlet such as herald.example"),
        relevant=table.maybe("relevant", a_flag, "true or false"),
        telling=table.maybe("telling", _telling, f'the address of its original, or "{OWN}"'),
        why=_why(table),
    )


def _why(table: Table) -> str | None:
    return table.maybe("why", a_line, "a line of text")


def _address(value: Any) -> str | None:
    try:
        return canonical(value) if isinstance(value, str) else None
    except DropError:
        return None


def _kind(value: Any) -> Kind | None:
    return next((kind for kind in COPY_KINDS if kind == value), None)


def _published(value: Any) -> str | None:
    text = value.isoformat() if isinstance(value, date) else value
    try:
        datetime.fromisoformat(text)
    except (ValueError, TypeError):
        return None
    return str(text) if dates.interval(text, None)[0] else None


def published_columns(text: str) -> dict[str, Any]:
    """Return the columns of core.articles that a date makes, as sql/load/readings.sql has them of a page."""
    earliest, latest, precision = dates.interval(text, None)
    day = datetime.combine(datetime.fromisoformat(text), time(0), UTC)
    return {
        "published": day if precision == "day" else earliest,
        "published_from": earliest,
        "published_until": latest,
        "published_precision": precision,
        "published_text": text,
    }


def _outlet(value: Any) -> str | None:
    """Return the key that pages at a host, or on a place of a platform such as example.com/@me, would have."""
    name, slash, place = value.partition("/") if isinstance(value, str) else ("", "", "")
    host = bare_host(name)
    if not host or (slash and not place):
        return None
    outlet = publishers.publisher(f"https://{host}/{place}/_" if slash else f"https://{host}/").outlet
    return None if slash and outlet != f"{host.removeprefix('www.')}/{place}" else outlet


def _telling(value: Any) -> str | None:
    return value if value == OWN else _address(value)


def refuse_contradictions(overrides: Overrides) -> None:
    """Return when no two overrides contradict one another; UseError names both.

    To be asked again when the addresses are known: two of them may be one article.
    """
    if overrides.file is None:
        return
    file = overrides.file
    _refuse_two_values(file, overrides.articles)
    _refuse_two_words(file, overrides.pairs)
    _refuse_sources_of_originals(file, overrides)
    _refuse_circles(file, overrides)


def _against(file: Path, place: str, other: str, what: str) -> UseError:
    return wrong(file, place, f"nothing against {other}, {what}")


def _refuse_two_values(file: Path, articles: Sequence[ArticleOverride]) -> None:
    said: dict[tuple[str, str], tuple[Any, str]] = {}
    for article in articles:
        for key in SAID:
            value = getattr(article, key)
            if value is None:
                continue
            before, place = said.setdefault((article.url, key), (value, article.place))
            if before != value:
                raise _against(file, f"{article.place}.{key}", f"{place}.{key}", f"which says {shown(before)}")


def _refuse_two_words(file: Path, pairs: Sequence[PairOverride]) -> None:
    said: dict[frozenset[str], PairOverride] = {}
    for pair in pairs:
        before = said.setdefault(frozenset((pair.url, pair.of_url)), pair)
        if before.copy != pair.copy:
            key, what = ("kind" if pair.kind else "copy"), "a copy" if before.copy else "no copy"
            raise _against(file, f"{pair.place}.{key}", before.place, f"which calls the two {what}")
        if pair.copy and before.url != pair.url:
            raise _against(file, f"{pair.place}.of_url", before.place, "which has it the other way round")
        if before.kind and pair.kind and before.kind != pair.kind:
            raise _against(file, f"{pair.place}.kind", before.place, f"which says {before.kind}")


def originals_of(articles: Sequence[ArticleOverride]) -> dict[str, str]:
    """Return url -> address of its original, for all whose telling is said; a voice of its own is its own original."""
    return {one.url: one.url if one.telling == OWN else one.telling for one in articles if one.telling}


def _refuse_sources_of_originals(file: Path, overrides: Overrides) -> None:
    """Refuse a source for what is called an original, and an original that the text is said not to come from."""
    named = {one.telling if one.telling != OWN else one.url: one.place for one in overrides.articles if one.telling}
    for article in overrides.articles:
        if article.telling not in (None, OWN, article.url) and article.url in named:
            place = f"{named[article.url]}.telling"
            raise _against(file, f"{article.place}.telling", place, "which calls this article an original")
    said = originals_of(overrides.articles)
    for pair in overrides.pairs:
        if pair.copy and pair.kind not in PARTS and pair.url in named:
            place = f"{named[pair.url]}.telling"
            raise _against(file, f"{pair.place}.url", place, "which calls this article an original")
        for url, of_url in ((pair.url, pair.of_url), (pair.of_url, pair.url)):
            if not pair.copy and said.get(url) == of_url:
                place = f"{named[of_url]}.telling"
                raise _against(file, f"{pair.place}.copy", place, "which calls one the original of the other")


def _refuse_circles(file: Path, overrides: Overrides) -> None:
    sources: dict[str, dict[str, str]] = {}
    for pair in overrides.pairs:
        if pair.copy:
            sources.setdefault(pair.url, {})[pair.of_url] = pair.place
    for article in overrides.articles:
        if article.telling not in (None, OWN, article.url):
            sources.setdefault(article.url, {})[str(article.telling)] = article.place
    _refuse_circle(file, sources)


def _refuse_circle(file: Path, sources: Mapping[str, Mapping[str, str]]) -> None:
    try:
        TopologicalSorter(sources).prepare()
    except CycleError as error:
        urls: list[str] = error.args[1][::-1]  # each retells the next one
        places = [sources[url][of_url] for url, of_url in pairwise(urls)]
        others = ", ".join(places[:-1])
        raise _against(file, places[-1], others, "by which these articles retell one another in a circle") from error


def values_of(override: PairOverride | ArticleOverride) -> dict[str, Any]:
    """Return what a table says, by its keys, without addresses and reason."""
    known = ("place", "url", "of_url", "why")
    said = {one.name: getattr(override, one.name) for one in fields(override) if one.name not in known}
    return {key: value for key, value in said.items() if value is not None}
