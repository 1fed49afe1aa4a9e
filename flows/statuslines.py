"""How datasets stand, for people: a card for each where the window holds them, else a line for each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import window
from .ago import moment, span
from .progress import singular
from .show import show
from .window import bold, coloured, cut, in_order, isolated, safe, wrapped

if TYPE_CHECKING:
    from .status import Standing

LABEL = 11  # columns before what a line says
MOST_REASONS = 5
MOST_LINES = 2  # of what one label says; troubles have three
PIPED = 1000
_COLOURS = {"healthy": "green", "look at": "yellow", "running": "cyan", "killed": "red", "failed": "red"}
_VERDICTS = {
    "healthy": "healthy",
    "look": "look at",
    "running": "running",
    "killed": "killed",
    "failed": "failed",
    "unreadable": "look at",
}


def show_all(standings: Sequence["Standing"]) -> None:
    """Print how datasets stand, on one screen if it can be."""
    now, high = datetime.now(UTC), window.lines()
    cards = [list(card(one, now)) for one in standings]
    lines = sum(map(len, cards)) + len(cards)  # an empty line between two, and the next prompt
    if high is None or lines <= high or len(cards) == 1:
        for number, some in enumerate(cards):
            print("\n" * bool(number) + "\n".join(some))
        return
    show(_COLUMNS, [_row(one, now) for one in standings], giving_way=("waits", "lost", "voices"))
    for one in standings:
        for trouble in one.troubles:
            print(in_order(cut(f"{safe(one.incident)}: {safe(trouble)}", window.columns() or PIPED)))
    print("`retold status NAME` shows one of them in full")


_COLUMNS = ("incident", "health", "articles", "voices", "new", "lost", "waits", "last run")


def _row(one: "Standing", now: datetime) -> tuple[object, ...]:
    ago = f"{span((now - one.last_started).total_seconds())} ago" if one.last_started else ""
    counts = (one.articles, one.voices, one.new_articles, one.dropped, one.waiting)
    return (one.incident, _VERDICTS[one.health], *counts, ago)


def show_card(one: "Standing") -> None:
    """Print how one dataset stands."""
    print("\n".join(card(one, datetime.now(UTC))))


def card(one: "Standing", now: datetime) -> Iterator[str]:
    """Yield the lines about one dataset, the answer first."""
    wide = window.columns() or PIPED
    title = cut(safe(one.title), max(wide - len(one.incident) - 2, 0))
    yield in_order(bold(f"{isolated(safe(one.incident))}{f': {isolated(title)}' if title else ''}"))
    for label, text in _said(one, now):
        most = MOST_LINES + (label == _VERDICTS[one.health])
        for place, piece in enumerate(wrapped(safe(text), wide - LABEL, most)):
            shown = f"{f'  {label}' if place == 0 else '':<{LABEL}}"
            yield in_order(f"{coloured(shown, _COLOURS.get(label, ''))}{isolated(piece)}")


def _said(one: "Standing", now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what there is to say, each under a word."""
    yield _VERDICTS[one.health], "; ".join(one.troubles) or "nothing failed, and nothing waits that should not"
    if one.health == "unreadable":
        return
    yield "last run", _run(one, now)
    yield "told", _size(one)
    yield "new", _new(one, now)
    yield "lost", _counted(one.dropped, one.dropped_reasons) or "nothing"
    if one.waiting:
        again = f"; next at {moment(one.waiting_until, now)}" if one.waiting_until else ""
        due = one.waiting_until is not None and one.waiting_until <= now
        yield "waiting", f"{_counted(one.waiting, one.waiting_reasons)}{'; due now' if due else again}"
    if one.untranslated:
        yield "English", f"{singular(f'{one.untranslated} articles')} have none: {_why(one.untranslated_reasons)}"
    if one.schedule:
        when = f"{moment(one.next_run, now)}, in {_until(one.next_run, now)}; " if one.next_run else ""
        yield "next run", f"{when}{one.schedule}"
    yield "lies in", _places(one)


def _run(one: "Standing", now: datetime) -> str:
    if one.last_started is None:
        return "none has been noted"
    ago = span((now - one.last_started).total_seconds())
    took = one.last_finished and span((one.last_finished - one.last_started).total_seconds())
    ended = f", done in {took}" if took and one.last_run not in ("running", "failed", "killed") else ""
    return f"{moment(one.last_started, now)}, {ago} ago{ended}"


def _until(at: datetime, now: datetime) -> str:
    return span((at - now).total_seconds())


def _size(one: "Standing") -> str:
    counts = [
        (one.articles, "articles"),
        (one.voices, "voices"),
        (one.outlets, "outlets"),
        (one.languages, "languages"),
    ]
    articles, voices, *rest = (singular(f"{count} {what}") for count, what in counts)
    return f"{articles} beside {voices}, {', '.join(rest)}"


def _new(one: "Standing", now: datetime) -> str:
    if one.new_since is None:
        return "all of it: this was the first run"
    counts = ((one.new_articles, "articles"), (one.new_voices, "voices"), (one.changed_articles, "changed texts"))
    told = [singular(f"{count} {what}") for count, what in counts if count]
    if one.new_languages:
        told.append(f"{singular(f'{len(one.new_languages)} languages')} ({', '.join(one.new_languages)})")
    return f"{', '.join(told) or 'nothing'} since the run of {moment(one.new_since, now)}"


def _counted(total: int | None, reasons: Mapping[str, int]) -> str:
    if not total:
        return ""
    told = [f"{items} {reason}" for reason, items in list(reasons.items())[:MOST_REASONS]]
    others = list(reasons.values())[MOST_REASONS:]
    if others:
        told.append(f"{sum(others)} for {singular(f'{len(others)} other reasons')}")
    return f"{total}: {', '.join(told)}" if told else str(total)


def _why(reasons: Mapping[str, int]) -> str:
    told = list(reasons)[:MOST_REASONS]
    return ", ".join(told) + (f" and {len(reasons) - len(told)} other reasons" if len(reasons) > len(told) else "")


def _places(one: "Standing") -> str:
    folder = Path(one.dataset).parent
    report = f", {Path(one.report).name}" if one.report else "; no report yet"
    return f"{folder}: {Path(one.dataset).name}{report}"
