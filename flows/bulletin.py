"""What the UI shows behind a run: a page and tables, made of what the run changed. Plain functions, no Prefect."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from . import reports
from .dataset import Row
from .health import LONGEST_MESSAGE, Health
from .markdown import address, inline, link, moment, table
from .news import News, Silent, Top
from .publishing import SNAPSHOT

MOST_LISTED = 10  # of a list on the page; the tables have more
_NO_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Something to be shown; its key is the same in every run of an incident, so that the UI shows its history."""

    kind: Literal["markdown", "table", "link"]
    key: str
    description: str
    data: str | list[Row]


def key(slug: str, name: str) -> str:
    """Return the key of an exhibit: lower-case letters of English, digits and dashes, as Prefect asks for."""
    kept = _NO_KEY.sub("-", slug.lower()).strip("-")
    if kept != slug:  # two slugs may have nothing but other letters
        kept = f"{kept}-{sha256(slug.encode()).hexdigest()[:6]}".strip("-")
    return f"{kept}-{name}"


def exhibits(found: News, ended: Health, folder: Path) -> list[Exhibit]:
    """Return the page about a run and its tables; `folder` is that of the dataset."""
    page = Exhibit(
        kind="markdown",
        key=key(found.slug, "summary"),
        description=f"{inline(ended.message, LONGEST_MESSAGE)} · {inline(found.title)}",
        data=summary(found, ended, folder),
    )
    tables = [_table(found, name, *how) for name, how in _TABLES.items()]
    return [page, *_report(found, folder), *tables]


def _report(found: News, folder: Path) -> Iterator[Exhibit]:
    if (folder / reports.FILE).is_file():
        yield Exhibit(
            kind="link",
            key=key(found.slug, "report"),
            description=f"The report, as the last run left it · {inline(found.title)}",
            data=reports.address(folder),
        )


# By name: the answer it shows, what it is, and what stands there when there is nothing to show.
_TABLES = {
    "languages": ("languages", "Coverage by language", "nothing told yet"),
    "outlets": ("outlets", "Coverage by outlet", "nothing told yet"),
    "retellings": ("new_retellings", "Retellings that this run found", "none"),
    "losses": ("losses", "What was lost and what waits, by reason", "nothing was lost and nothing waits"),
    "engines": ("engines", "Who translated, and what nobody could", "nothing was translated"),
    "failed-sources": ("failed_sources", "Sources that failed in this run", "none failed"),
}


def _table(found: News, name: str, answer: str, what: str, nothing: str) -> Exhibit:
    some = found.tables[answer]
    rest = f", the first {len(some.rows)} of {some.items}" if some.more else ""
    rows = [{column: _cell(value) for column, value in row.items()} for row in some.rows]
    return Exhibit(
        kind="table",
        key=key(found.slug, name),
        description=f"{what}{rest} · {inline(found.title)}",
        data=rows or [{what: nothing}],
    )


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (int, float)):
        return value
    return address(value) if _is_address(value) else inline(value, 300)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://")) and " " not in value


def summary(found: News, ended: Health, folder: Path) -> str:
    """Return the page about a run, as Markdown."""
    parts = [f"# {inline(found.title)}", _size(found), *_state(ended), *_changes(found), *_losses(found)]
    return "\n\n".join([*parts, *_waits(found), *_places(folder)])


def _size(found: News) -> str:
    size = found.summary
    counts = " · ".join(f"**{size[name]}** {name}" for name in ("articles", "voices", "languages", "outlets"))
    told = ""
    if size["first_published"]:
        told = f"  \nFirst told {moment(size['first_published'])} UTC, last {moment(size['last_published'])} UTC."
    return counts + told


def _state(ended: Health) -> Iterator[str]:
    if not ended.is_good:
        yield f"> ⚠ **Completed with failures**: {inline(ended.troubles, LONGEST_MESSAGE)}."


def _changes(found: News) -> Iterator[str]:
    if found.is_first:
        yield "## The first run\n\nNothing was published before: all of it is new."
        return
    began = found.known.began
    yield f"## New since the run of {moment(began)} UTC" if began else "## New since the last run"
    told = [*_new(found), *_silent("outlet", found.silent_outlets), *_silent("source", found.silent_sources)]
    yield "\n\n".join(told) or "Nothing: every article, voice and language was there already."


def _new(found: News) -> Iterator[str]:
    for name, one, several, line in _LISTS:
        some = found.tables[name]
        if some.items:
            yield f"### {_of(some.items, one, several)}\n\n{_list(some, line)}"


def _of(items: int, one: str, several: str) -> str:
    return f"{items} {one if items == 1 else several}"


def _list(some: Top, line: Callable[[Row], str]) -> str:
    """Return a list, not a table: headlines are long, and a cell is never broken into lines."""
    rows = some.rows[:MOST_LISTED]
    rest = some.items - len(rows)
    return "\n".join(f"- {line(row)}" for row in rows) + (f"\n\nand {rest} more" if rest else "")


def _article(row: Row) -> str:
    when = f", {_told(row)}" if row.get("published") else ""
    source = f", retells {inline(row['of_outlet'])}" if row.get("of_outlet") else ""
    return f"{link(row['outlet'], row['url'])} ({inline(row['language'])}{when}{source}): {_headline(row)}"


def _headline(row: Row) -> str:
    english = row["title_en"] if row["title_en"] != row["title"] else ""
    return inline(row["title"] or "without a headline") + (f" — *in English:* {inline(english)}" if english else "")


def _told(row: Row) -> str:
    return moment(row["published"])[: 10 if row["published_precision"] == "day" else None]


def _voice(row: Row) -> str:
    return _article(row) + (f" — {row['articles']} articles tell it so" if row["articles"] > 1 else "")


def _language(row: Row) -> str:
    told = _of(row["articles"], "article", "articles")
    return f"**{inline(row['name'])}**: {told}, first by {link(row['outlet'], row['url'])}"


def _gone(row: Row) -> str:
    return f"{inline(row['became'])}: {address(row['url'])}"


_LISTS: Sequence[tuple[str, str, str, Callable[[Row], str]]] = (
    ("new_languages", "language", "languages", _language),
    ("new_tellings", "voice", "voices", _voice),
    ("new_articles", "article", "articles", _article),
    ("changed_articles", "changed text", "changed texts", _article),
    ("gone_articles", "article is there no more", "articles are there no more", _gone),
)


def _silent(what: str, some: Sequence[Silent]) -> Iterator[str]:
    if not some:
        return
    rows = [[inline(one.name), inline(one.reason), str(one.asked)] for one in some[:MOST_LISTED]]
    rest = f"\n\nand {len(some) - len(rows)} more" if len(some) > len(rows) else ""
    yield f"### {_of(len(some), what, f'{what}s')} gone silent\n\n{table((what, 'said', 'asked'), rows)}{rest}"


def _losses(found: News) -> Iterator[str]:
    lost = [row for row in found.tables["losses"].rows if row["outcome"] == "dropped"]
    if lost:
        yield f"## Lost: {sum(row['items'] for row in lost)}\n\n{_reasons(lost)}"


def _waits(found: News) -> Iterator[str]:
    waiting = [row for row in found.tables["losses"].rows if row["outcome"] != "dropped"]
    if not waiting:
        return
    again = found.tables["waits"].rows[0]["earliest"]
    when = f"\n\nThe next may be asked for again at {moment(again)} UTC." if again else ""
    yield f"## Waiting: {sum(row['items'] for row in waiting)}\n\n{_reasons(waiting)}{when}"


def _reasons(rows: Sequence[Row]) -> str:
    lines = [
        [str(row["items"]), inline(row["reason"]), inline(row["stage"]), address(row["example"] or "")]
        for row in rows[:MOST_LISTED]
    ]
    rest = f"\n\nand {len(rows) - len(lines)} more reasons" if len(rows) > len(lines) else ""
    return table(("items", "why", "in", "such as"), lines) + rest


def _places(folder: Path) -> Iterator[str]:
    names = {"dataset": SNAPSHOT, "report": reports.FILE, "Parquet": "parquet", "archive": "archive"}
    there = [[what, inline(folder / name, 500)] for what, name in names.items() if (folder / name).exists()]
    if (folder / reports.FILE).is_file():
        yield f"## Report\n\n{address(reports.address(folder))}"
    if there:
        yield f"## Where it lies\n\n{table(('what', 'path'), there)}"
