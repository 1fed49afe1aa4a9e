"""The archive: every finished fetch in WARC files that other tools read too, written so that a kill loses none.

An item is a `response` and a `request` record (a `resource` record for a file on disk; neither when no answer came)
and then a `metadata` record with the page's fields as JSON. The item counts once its metadata record is whole. Each
record is a gzip member of its own, so an offset leads straight to it. Bodies lie decoded; the headers that spoke of
the coding on the wire keep their text under another name.

A body lies in the archive once. Where it came again, or a server said that it has not changed, a `revisit` record
stands for it. What the sources of a run found is a `metadata` record of its own at the end of a file.
"""

import json
import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, Self

from . import exchanges, holdings
from .answers import Exchange
from .errors import DropError, StopError
from .exchanges import Stored
from .records import Drop, Link, Page

OPEN, DONE = ".open", ".warc.gz"
FOUND = "retold:found"  # the target of the record that says what the sources found
_SOFTWARE = re.compile(rb"^software:(.*)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the sources of one run found that was not known before, and which of them failed."""

    links: tuple[Link, ...] = ()
    drops: tuple[Drop, ...] = ()
    follows: str | None = None  # the newest run before this one that had come to its end


class Bodies:
    """Where the archive holds which body: shared by all journals of a run, in any number of threads.

    A pickled one arrives as a copy: what it learns there stays there, and a body may then be stored once more.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()  # of two equal bodies at the same moment, one waits until the other is stored
        self._places: dict[str, tuple[str, int]] = {}  # by digest
        self._newest: dict[str, str] = {}  # digest by final address

    def __getstate__(self) -> Mapping[str, Any]:
        """Return all but the lock."""
        with self.lock:
            return {"_places": dict(self._places), "_newest": dict(self._newest)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take what was known, with a lock of its own."""
        self.lock = threading.RLock()
        self.__dict__.update(state)

    def add(self, page: Page, place: tuple[str, int] | None = None) -> None:
        """Remember where the body of a page lies, if it does not say so itself; the newest page of an address last."""
        if place is None and page.warc and page.warc_offset is not None:
            place = page.warc, page.warc_offset
        has_body = page.reason is None and (page.body or page.body_bytes)
        if has_body and page.body_sha256 and place:
            with self.lock:
                self._places[page.body_sha256] = place
                if not page.url.startswith("file:"):  # what another archive holds is not what the web said last
                    self._newest[page.final_url] = page.body_sha256

    def place(self, page: Page) -> tuple[str, int] | None:
        """Return file and offset of the body that a page has, or still has; None when it is not known."""
        with self.lock:
            held = self._newest.get(page.final_url) if page.reason == "not_modified" else page.body_sha256
            return self._places.get(held or "")


class Journal:
    """A context manager that writes one file of the archive: `<name>.open`, `<name>.warc.gz` once it is complete.

    Bodies that lie in the archive already, as `bodies` knows, are not written again.
    """

    def __init__(self, archive: Path, name: str, bodies: Bodies | None = None) -> None:
        self.path = archive / f"{name}{DONE}"  # where the file will be
        self._open_path = archive / f"{name}{OPEN}"
        self._bodies = Bodies() if bodies is None else bodies
        self._file: BinaryIO

    def __enter__(self) -> Self:
        """Create the file; raises StopError when the archive has one of that name."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists() or self._open_path.exists():
            raise StopError(f"{self.path} is there already: an archive is never written twice")
        self._file = self._open_path.open("xb", buffering=0)
        info = {"software": f"Retold/{version('retold')}", "format": "WARC File Format 1.1"}
        try:
            self._file.write(holdings.written(exchanges.warcinfo(self.path.name, info)))
        except OSError:  # a full disk: what does not even say what it is stays for nobody
            self._file.close()
            self._open_path.unlink()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Complete the file; after an error too, for every item in it is whole."""
        os.fsync(self._file.fileno())
        self._file.close()
        self._open_path.replace(self.path)

    def write(self, exchange: Exchange) -> None:
        """Add one finished fetch; it outlives this process once this returns."""
        with self._bodies.lock:
            stored = self._stored(exchange.page)
            start = self._append(exchanges.records(exchange, stored))
            place = (stored.warc, stored.warc_offset) if stored else (self.path.name, start)
            self._bodies.add(exchange.page, place)

    def note(self, found: Found) -> None:
        """Add what the sources found."""
        said = json.dumps(asdict(found), default=datetime.isoformat).encode("ascii")
        self._append([exchanges.metadata(FOUND, said, datetime.now(UTC))])

    def _stored(self, page: Page) -> Stored | None:
        """Return where the body of a page lies already; None when it does not, or is damaged there."""
        place = self._bodies.place(page)
        if place is None:
            return None
        try:
            record = _record(self.path.parent, *place)
        except DropError:
            return None
        same = page.reason is not None or record.payload == page.body
        return Stored(warc=place[0], warc_offset=place[1], record=record) if same else None

    def _append(self, item: Iterable[holdings.Draft]) -> int:
        """Return the offset at which an item begins, all of which is written then, or nothing."""
        start, view = self._file.tell(), memoryview(b"".join(map(holdings.written, item)))
        try:
            while view:
                view = view[self._file.write(view) :]
        except OSError:  # a full disk, most likely: no part of an item may stay
            self._file.truncate(start)
            raise
        return start


def items(path: Path) -> Iterator[Page | Found]:
    """Yield the pages of a file of the archive, without bodies, and what sources found, as it was written.

    A cut tail ends the list. A page whose body is damaged has the reason `archive_damaged`. A page whose body lies in
    another place has that one's file and offset. Raises StopError for what this version does not write.
    """
    offsets: dict[str, int] = {}
    for record in holdings.records(path):
        if record.kind in (*holdings.WITH_BODY, "revisit"):
            offsets[record.said("WARC-Record-ID")] = record.start
        elif record.kind == "metadata":
            item = _item(record, path)
            yield item if isinstance(item, Found) else _placed(item, path, offsets, record.said("WARC-Refers-To"))


def pages(path: Path) -> Iterator[Page]:
    """Yield the pages of a file alone."""
    return (item for item in items(path) if isinstance(item, Page))


def body(archive: Path, warc: str, offset: int) -> bytes:
    """Return the body that lies in a file at an offset; raises DropError("archive_damaged")."""
    return _record(archive, warc, offset).payload


def recover(archive: Path) -> list[Path]:
    """Return the files that an ended process left open, cut back to the last whole item and completed."""
    recovered = []
    for left in sorted(archive.glob(f"*{OPEN}")):
        ends = [record.end for record in holdings.records(left) if record.kind in ("metadata", "warcinfo")]
        if not ends:  # not even the first record is whole
            left.unlink()
            continue
        os.truncate(left, ends[-1])
        recovered.append(left.replace(left.with_suffix(DONE)))
    return recovered


def begun(path: Path) -> datetime:
    """Return when a file was begun: the moment of its first record that is whole; the end of time without one."""
    first = next(holdings.records(path), None)
    return datetime.max.replace(tzinfo=UTC) if first is None else datetime.fromisoformat(first.said("WARC-Date"))


def software(path: Path) -> str | None:
    """Return what wrote a file, as its first whole record says; empty where that says nothing, None without one."""
    first = next(holdings.records(path), None)
    if first is None or first.kind != "warcinfo":
        return None if first is None else ""
    said = _SOFTWARE.search(first.payload)
    return said[1].decode("utf-8", "replace").strip() if said else ""


def damaged_bytes(path: Path) -> int:
    """Return how much of a file is in no record that is whole and right."""
    return path.stat().st_size - sum(record.end - record.start for record in holdings.records(path))


def _record(archive: Path, warc: str, offset: int) -> holdings.Record:
    """Return the record with a body at an offset of a file, which may still be open; raises DropError."""
    path = archive / Path(warc).name  # never a path: the archive may be anybody's
    where = f"{warc} at {offset}"
    try:
        try:  # the name of an open file first: it may be completed meanwhile, and never the other way round
            record = holdings.record_at(path.with_name(path.name.removesuffix(DONE) + OPEN), offset)
        except FileNotFoundError:
            record = holdings.record_at(path, offset)
    except (OSError, holdings.DamageError) as error:
        raise DropError("archive_damaged", f"{where}: {error}") from error
    if record.kind not in holdings.WITH_BODY:
        raise DropError("archive_damaged", f"{where}: a {record.kind} record")
    return record


def _item(record: holdings.Record, path: Path) -> Page | Found:
    try:
        said = json.loads(record.payload)
        return _found(said) if record.said("WARC-Target-URI") == FOUND else _page(said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StopError(
            f"{path}: the record at {record.start} is none that this version of Retold writes ({error}):"
            " a newer one may be able to read it"
        ) from error


def _page(said: dict[str, Any]) -> Page:
    said["fetched_at"] = datetime.fromisoformat(said["fetched_at"])
    said["rights"] = tuple(said.get("rights", ()))
    return Page(**said)


def _placed(page: Page, path: Path, offsets: Mapping[str, int], answer_id: str) -> Page:
    """Return the page with the place of its body, which it names itself where that is another record's."""
    name = path.name.removesuffix(OPEN).removesuffix(DONE) + DONE
    damage = f"in {name}" if page.warc is None and answer_id and answer_id not in offsets else ""
    if page.warc is not None and page.warc_offset is not None:
        try:
            held = _record(path.parent, page.warc, page.warc_offset).payload
        except DropError as error:
            damage = error.detail
        else:
            if sha256(held).hexdigest() == page.body_sha256:
                return page
            damage = f"{page.warc} at {page.warc_offset}: another body"
    if damage:
        page = replace(page, reason="archive_damaged", detail=damage, retry_after_s=0.0)
    return replace(page, warc=name, warc_offset=offsets.get(answer_id))


def _found(said: dict[str, Any]) -> Found:
    links = (Link(**_with_times(link, "found_at", "published_hint")) for link in said["links"])
    drops = (Drop(**_with_times(drop, "dropped_at")) for drop in said["drops"])
    return Found(links=tuple(links), drops=tuple(drops), follows=said["follows"])


def _with_times(said: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**said, **{name: datetime.fromisoformat(said[name]) for name in names if said[name] is not None}}
