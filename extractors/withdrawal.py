"""Takes the records of some addresses out of the archive for good.

Tables, other files and copies of the archive know by its offset where a body lies. So nothing moves: a record that goes
is overwritten where it lay, by one of kind `x-left-out` that is as long and says nothing. Readers pass over a kind that
they do not know (WARC 1.1, 5.5). A body that others have as well, by a revisit record, stays in its place as theirs.
Each file is written anew beside itself and takes its own place whole: whoever is killed between two may begin again.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from . import exchanges, holdings, warc
from .errors import DropError, StopError
from .holdings import Record

KIND = "x-left-out"
_REFERS = re.compile(rb"WARC-Refers-To-Target-URI: [^\r\n]*\r\n")
_HINTS = ("title_hint", "published_hint")
_ESCAPES = ((b"\\/", b"/"), (b"&amp;", b"&"))  # of JSON and XML

Place = tuple[str, int]  # file of the archive, offset of an answer's record
Span = tuple[int, int]
Gone = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody else who has a body."""

    url: str
    content_type: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A record of an item."""

    kind: str
    name: str  # WARC-Record-ID
    start: int
    end: int
    target: str
    refers: str  # target of the record that a revisit refers to


@dataclass(frozen=True, slots=True)
class _Item:
    """Records that belong together: answer, request, and the page that they are of."""

    path: Path
    parts: tuple[_Part, ...]
    said: Mapping[str, Any]  # fields of the page; empty where the last record is none

    @property
    def place(self) -> Place | None:
        """Return where the body lies, if that is another record's place."""
        return (self.said["warc"], self.said["warc_offset"]) if self.said.get("warc") else None


@dataclass(slots=True)
class Withdrawal:
    """What is to be done to the files of an archive."""

    archive: Path
    keeps_links: bool  # of what sources found: to be dropped by every run that reads it
    items: int = 0  # that go
    blank: list[Place] = field(default_factory=list)  # where nothing lies any more, when it is done
    _changes: dict[Path, dict[Span, list[bytes]]] = field(default_factory=dict)

    def carry_out(self) -> int:
        """Return how many files were changed; raises StopError where what is left of one does not fit."""
        for path, changes in self._changes.items():
            _rewrite(path, changes)
        return len(self._changes)

    def change(self, path: Path, span: Span, *drafts: bytes) -> None:
        """Note what takes the place of records; of several drafts, the first that fits."""
        self._changes.setdefault(path, {})[span] = list(drafts)


def plan(
    archive: Path,
    is_gone: Gone,
    mentions: Collection[str] = (),
    *,
    files: Iterable[Path] | None = None,
    owners: Mapping[Place, Owner] | None = None,
    keep_links: bool = False,
) -> Withdrawal:
    """Return what takes out all that was asked for at, or led to, an address that is gone.

    What sources answered, such as a feed, goes where it holds one of the texts in `mentions`; what they found stays but
    for links that are gone, or with `keep_links` but for the titles of those. `files`: only these, and then `owners`
    are those who have bodies in them.
    """
    made, held = Withdrawal(archive, keep_links), dict(owners or {})
    needles = [mention.lower().encode() for mention in mentions]
    going: list[_Item] = []
    for path in sorted(archive.glob(f"*{warc.DONE}") if files is None else files):
        for item in _items(path, made.blank):
            if _goes(item, is_gone) or (needles and _speaks(item, archive, needles)):
                going.append(item)
            else:
                _keep(made, item, is_gone, held)
    for item in going:
        _take_out(made, item, held)
    made.items = len(going)
    return made


def _items(path: Path, blank: list[Place]) -> Iterator[_Item]:
    """Yield what lies in a file, item by item; note where nothing lies any more."""
    waiting: list[_Part] = []
    for record in holdings.records(path):
        if record.kind == KIND:
            blank.append((path.name, record.start))
        elif record.kind == "metadata":
            own = _part(record)
            first = len(waiting)
            while first and (waiting[first - 1].kind == "request" or waiting[first - 1].name == _answer_of(record)):
                first -= 1
            yield from (_Item(path, (part,), {}) for part in waiting[:first])
            yield _Item(path, (*waiting[first:], own), _said(record))
            waiting = []
        elif record.kind != "warcinfo":
            waiting.append(_part(record))
    yield from (_Item(path, (part,), {}) for part in waiting)


def _part(record: Record) -> _Part:
    said = record.said
    refers = said("WARC-Refers-To-Target-URI")
    return _Part(record.kind, said("WARC-Record-ID"), record.start, record.end, said("WARC-Target-URI"), refers)


def _answer_of(record: Record) -> str | None:
    return record.said("WARC-Refers-To") or None


def _said(record: Record) -> Mapping[str, Any]:
    try:
        said = json.loads(record.payload)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _goes(item: _Item, is_gone: Gone) -> bool:
    named = {item.said.get("url"), item.said.get("final_url"), *(part.target for part in item.parts)}
    return any(is_gone(url) for url in named if url)


def _speaks(item: _Item, archive: Path, needles: Collection[bytes]) -> bool:
    """Say whether a source's answer holds one of the needles."""
    first = item.parts[0]
    url = str(item.said.get("url", ""))
    if not item.path.name.startswith("discover") or not url or url.endswith("/robots.txt"):
        return False
    place = (item.path.name, first.start) if first.kind in holdings.WITH_BODY else item.place
    try:
        body = warc.body(archive, *place).lower() if place else b""
    except DropError:  # damaged: nobody reads it
        return False
    for written, plain in _ESCAPES:
        body = body.replace(written, plain)
    return any(needle in body for needle in needles)


def _keep(made: Withdrawal, item: _Item, is_gone: Gone, held: dict[Place, Owner]) -> None:
    """Note whose body an item has; take out what else in it speaks of what is gone."""
    if item.place:
        held.setdefault(item.place, Owner(str(item.said["url"]), str(item.said.get("content_type", ""))))
    for part in item.parts:
        if part.refers and is_gone(part.refers):
            raw = holdings.raw_at(item.path, part.start)
            own = f"WARC-Refers-To-Target-URI: {part.target}\r\n".encode("ascii")
            made.change(item.path, (part.start, part.end), *(_REFERS.sub(line, raw, count=1) for line in (own, b"")))
    if item.parts[-1].target == warc.FOUND:
        _keep_found(made, item, is_gone)


def _keep_found(made: Withdrawal, item: _Item, is_gone: Gone) -> None:
    """Take out of what sources found the links that are gone, or what was said of them."""
    if made.keeps_links:
        links = [one | dict.fromkeys(_HINTS) if is_gone(one["url"]) else one for one in item.said["links"]]
        left = {"links": links}
    else:
        left = {name: [one for one in item.said[name] if not is_gone(one["url"])] for name in ("links", "drops")}
    if any(left[name] != item.said[name] for name in left):
        said, part = json.dumps({**item.said, **left}).encode("ascii"), item.parts[-1]
        draft = exchanges.metadata(part.target, said, datetime.now(UTC))
        made.change(item.path, (part.start, part.end), holdings.raw(draft))


def _take_out(made: Withdrawal, item: _Item, held: Mapping[Place, Owner]) -> None:
    first, last = item.parts[0], item.parts[-1]
    owner = held.get((item.path.name, first.start)) if first.kind in holdings.WITH_BODY else None
    if owner is None:
        made.change(item.path, (first.start, last.end), holdings.raw(exchanges.left_out(KIND, datetime.now(UTC))))
        made.blank.append((item.path.name, first.start))
    else:
        record = holdings.record_at(item.path, first.start)
        kept = (exchanges.kept(record, url, owner.content_type) for url in (owner.url, "retold:body"))
        made.change(item.path, (first.start, last.end), *map(holdings.raw, kept))


def _rewrite(path: Path, changes: Mapping[Span, list[bytes]]) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with path.open("rb") as old, unfinished.open("wb") as new:
            for (start, end), drafts in sorted(changes.items()):
                _copy(old, new, start)
                new.write(_fitted(path, start, end - start, drafts))
                old.seek(end)
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(old: BinaryIO, new: BinaryIO, until: int) -> None:
    left = until - old.tell()
    while left > 0 and (data := old.read(min(left, 2**20))):
        new.write(data)
        left -= len(data)


def _fitted(path: Path, start: int, length: int, drafts: Iterable[bytes]) -> bytes:
    for raw in drafts:
        if (member := holdings.fitted(raw, length)) is not None:
            return member
    raise StopError(f"{path}: what is left of the records at {start} does not fit into their place")
