"""What a run changed that somebody may wait for: events, made of its news. Plain functions, no Prefect."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .health import Health
from .markdown import plain
from .news import News, Silent

MOST_OF_A_KIND = 20  # in a run; what is more is counted in the event of the run itself
LONGEST_VALUE = 200
_NEW = ("new_articles", "new_tellings", "new_languages", "changed_articles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of an incident."""

    name: str  # retold.<noun>.<participle>
    payload: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)  # role -> what else it concerns


def happenings(found: News, ended: Health) -> list[Happening]:
    """Return the events of a run. The first of an incident has one alone, for everything is new then."""
    if found.is_first:
        return [_of_run("retold.coverage.begun", found, ended), *_emptiness(found)]
    told = [*_languages(found), *_tellings(found), *_silent(found), *_emptiness(found)]
    changed = any(found.tables[name].items for name in ("new_articles", "changed_articles", "gone_articles"))
    return [*told, _of_run("retold.coverage.updated", found, ended)] if told or changed else told


def _of_run(name: str, found: News, ended: Health) -> Happening:
    counts = {name: found.summary[name] for name in ("articles", "voices", "languages", "outlets")}
    new = {name: found.tables[name].items for name in _NEW}
    silent = {"silent_outlets": len(found.silent_outlets), "silent_sources": len(found.silent_sources)}
    state = {"state": ended.name, "message": _short(ended.message)}
    return Happening(name=name, payload={**counts, **new, **silent, **state})


def _languages(found: News) -> Iterator[Happening]:
    for row in found.tables["new_languages"].rows[:MOST_OF_A_KIND]:
        payload = {name: _short(row[name]) for name in ("language", "name", "outlet", "url")}
        yield Happening(
            name="retold.language.reached",
            payload={**payload, "articles": row["articles"]},
            about={"language": row["language"], "outlet": row["outlet"]},
        )


def _tellings(found: News) -> Iterator[Happening]:
    for row in found.tables["new_tellings"].rows[:MOST_OF_A_KIND]:
        payload = {name: _short(row[name]) for name in ("title", "title_en", "outlet", "language", "url")}
        yield Happening(
            name="retold.telling.appeared",
            payload={**payload, "articles": row["articles"]},
            about={"outlet": row["outlet"]},
        )


def _silent(found: News) -> Iterator[Happening]:
    kinds: Mapping[str, Sequence[Silent]] = {"outlet": found.silent_outlets, "source": found.silent_sources}
    for kind, some in kinds.items():
        for one in some[:MOST_OF_A_KIND]:
            payload = {kind: _short(one.name), "reason": _short(one.reason), "asked": one.asked}
            yield Happening(name=f"retold.{kind}.silent", payload=payload, about={kind: _short(one.name)})


def _emptiness(found: News) -> Iterator[Happening]:
    if found.emptiness:
        yield Happening(name="retold.run.empty", payload={"message": _short(found.emptiness)})


def _short(value: object) -> str:
    return plain("" if value is None else value, LONGEST_VALUE)
