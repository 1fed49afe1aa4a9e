"""The stage commands: JSON Lines in, JSON Lines out, without an incident. They stream, whatever the length."""

import gzip
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BufferedReader
from itertools import islice, tee
from pathlib import Path
from typing import Any, TextIO, TypeVar, cast

from extractors import extract, language, sandbox, scrape, translate, urls, warc
from extractors.errors import DropError, UseError, shown
from extractors.records import Article, Incident, Page
from extractors.web import Reach, manners_of

from . import meter
from .articlelines import relate_lines
from .batches import READ_DEADLINE_S, READ_MEMORY_BYTES, READINESS, known_outlets
from .progress import complain

Row = dict[str, Any]
Item = TypeVar("Item")
MOST_COMPLAINTS = 20  # about lines of one file; the others are counted
CHUNK = 64  # texts that travel to a worker process together
LARGEST_FILE_BYTES = 50_000_000
# Drops that say nothing of the page: it was not read at all. Others are answers.
FAILED_READS = ("unreadable", "crashed", "timeout", "out_of_memory", "unreachable", "refused_address", "bad_address")


class Lines:
    """The objects of a JSON Lines file, one by one; counts the lines that are none, and says where they stand."""

    def __init__(self, path: Path, needs: tuple[str, ...], unique: str | None = None) -> None:
        self.path, self.needs, self.unique, self.bad = path, needs, unique, 0
        self._seen: set[object] = set()

    def __iter__(self) -> Iterator[Row]:
        """Yield what can be read; UseError when the file cannot be opened, or holds no text."""
        with self._open() as file:
            for number, line in enumerate(file, 1):
                try:
                    row = self._row(line) if line.strip() else None
                except _BadLineError as error:
                    self._leave_out(number, str(error))
                    continue
                if row is not None:
                    yield row
        if self.bad > MOST_COMPLAINTS:
            complain(f"{self.path}: {self.bad - MOST_COMPLAINTS} more lines are left out")

    def _open(self) -> BufferedReader:
        if str(self.path) == "-" and sys.stdin is None:
            raise UseError("-: standard input is closed")
        try:
            file = cast("BufferedReader", sys.stdin.buffer) if str(self.path) == "-" else self.path.open("rb")
            begins = file.peek()
        except OSError as error:
            raise UseError(f"{self.path}: cannot be read: {error.strerror}") from error
        if b"\0" in begins:
            file.close()
            raise UseError(f"{self.path}: expected JSON Lines in UTF-8, not UTF-16 or a binary file")
        return file

    def _row(self, line: bytes) -> Row:
        row = _parsed(line)
        if not isinstance(row, dict):
            raise _BadLineError(f"expected an object with {', '.join(self.needs)}, not {shown(row)}")
        for key in self.needs:
            if not _is_given(row, key):
                said = f"not {shown(row[key])}" if key in row else "it is missing"
                expected = "a text or a whole number" if key == "id" else "a text"
                raise _BadLineError(f"{key}: expected {expected}, {said}")
        if self.unique is not None:
            if row[self.unique] in self._seen:
                raise _BadLineError(f"{self.unique}: {shown(row[self.unique])} was given before")
            self._seen.add(row[self.unique])
        return row

    def _leave_out(self, number: int, why: str) -> None:
        self.bad += 1
        if self.bad <= MOST_COMPLAINTS:
            complain(f"{self.path}:{number}: {why}; the line is left out")


class _BadLineError(Exception):
    """A line says nothing that a stage could use."""


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        raise _BadLineError(f"not JSON: {error.msg} at column {error.colno}") from error
    except UnicodeDecodeError as error:
        raise _BadLineError(f"not UTF-8 at byte {error.start + 1}") from error
    except (ValueError, RecursionError) as error:  # a number of too many digits, lists in lists in lists
        raise _BadLineError(f"not JSON that can be read: {error}") from error


def _is_given(row: Row, key: str) -> bool:
    if key == "id" and type(row.get(key)) is int:
        return True
    return isinstance(row.get(key), str) and (key == "text" or bool(row[key]))


def write(rows: Iterable[Row], out: TextIO) -> int:
    """Return how many rows tell of a page that could not be read; each is written as soon as it is there."""
    failed = 0
    for row in rows:
        out.write(_line(row) + "\n")
        out.flush()
        failed += row.get("drop", {}).get("reason") in FAILED_READS
    return failed


def _line(row: Row) -> str:
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # a lone surrogate, which JSON allows and UTF-8 does not
        return json.dumps(row)
    return line


def read(lines: Iterable[Row], folder: Path) -> Iterator[Row]:
    """Yield for each line (id, url, file) what that page tells, or why nothing. A relative file lies in the folder."""
    wanted, again = tee(lines)
    items = ((folder / line["file"], str(line.get("url") or "")) for line in wanted)
    results = _in_workers(read_file, items, processes=os.cpu_count() or 1)
    for line, result in zip(again, results, strict=True):
        yield {"id": line["id"], **told(result)}


def _in_workers(
    function: Callable[[Item], Article], items: Iterable[Item], processes: int
) -> Iterator[Article | Exception]:
    return sandbox.work_off(
        function,
        items,
        processes=processes,
        deadline_s=READ_DEADLINE_S,
        memory_bytes=READ_MEMORY_BYTES,
        preload=READINESS,
    )


def read_file(item: tuple[Path, str]) -> Article:
    """Return the article in a saved page; DropError when it holds none or cannot be read."""
    path, url = item
    content_type = "text/plain" if ".txt" in path.suffixes else "text/html"
    page = Page(
        url=url or path.absolute().as_uri(),
        final_url=url or path.absolute().as_uri(),
        fetched_at=datetime.now(UTC),
        status=None,
        content_type=content_type,
        body=_bytes(path),
    )
    return read_page(page)


def read_page(page: Page) -> Article:
    """Return the article on a page; DropError when it holds none."""
    return extract.read(page, known_outlets())


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file, unpacked, up to a size that no article has."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(LARGEST_FILE_BYTES)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DropError("unreadable", f"{path.name}: {error}") from error


def told(result: Article | Exception) -> Row:
    """Return what the command says of one page."""
    if isinstance(result, DropError):
        return {"drop": {"reason": result.reason, "detail": result.detail}}
    if isinstance(result, Exception):
        raise result
    return {
        "title": result.title,
        "text": result.text,
        "authors": list(result.authors),
        "published": result.published_text,
        "published_precision": result.published_precision,
        "language": result.language,
        "flags": list(result.flags),
        "outlet": result.outlet,
        "credit": result.credit,
        "canonical": result.canonical,
    }


def languages(lines: Iterable[Row]) -> Iterator[Row]:
    """Yield for each line (id, text) its language, confidence and the votes behind it."""
    waiting = iter(lines)
    items = iter(lambda: list(islice(waiting, CHUNK)), [])
    for rows in sandbox.work_off(
        _languages, items, processes=os.cpu_count() or 1, deadline_s=600, memory_bytes=READ_MEMORY_BYTES
    ):
        if isinstance(rows, Exception):
            raise rows
        yield from rows


def _languages(lines: Sequence[Row]) -> list[Row]:
    return [{"id": line["id"], **_vote(line["text"])} for line in lines]


def _vote(text: str) -> Row:
    found = language.identify(text)
    return {"language": found.language, "confidence": found.confidence, "votes": dict(found.votes)}


def translations(lines: Iterable[Row], engines: Sequence[str] | None) -> Iterator[Row]:
    """Yield for each line (id, text, language) its English, by the first engine that can."""
    return translate.translate_texts(lines, translate.engines_named(engines or ("google", "apertium")))


def relate(lines: Lines, out: TextIO, tellings_file: Path | None) -> None:
    """Write a line for each pair of articles that share words, and the tellings to their file.

    What the file held before is kept until there is something to write. Raises UseError when nobody may write there.
    """
    with ExitStack() as stack:
        file = stack.enter_context(_appendable(tellings_file, lines.path)) if tellings_file else None
        taken_in = meter.counted("take in", lines, meter.lines_in(lines.path), "articles")
        pairs, tellings = relate_lines(taken_in)
        write(pairs if out.isatty() else meter.counted("write", pairs, None, "pairs"), out)
        if file is not None:
            if file.seekable():
                file.truncate(0)
            write(tellings, file)


def _appendable(path: Path, source: Path) -> TextIO:
    try:
        if path.exists() and source.exists() and path.samefile(source):
            raise UseError(f"--tellings {path}: expected another file than --jsonl")
        return path.open("a", encoding="utf-8")
    except OSError as error:
        raise UseError(f"--tellings {path}: cannot be written: {error.strerror}") from error


def read_single(page: str) -> Row:
    """Return what is told on one page, a file or an address of the web; UseError when it is neither."""
    try:
        if page.lower().startswith(("http://", "https://")):
            results = _in_workers(read_page, [_scraped(page)], processes=1)
        elif "://" in page:
            raise UseError(f"{page}: expected a file, or an address that begins with http:// or https://")
        elif not Path(page).is_file():
            why = "is a folder" if Path(page).is_dir() else "there is no such file"
            raise UseError(f"{page}: cannot be read: {why}")
        else:
            results = _in_workers(read_file, [(Path(page), "")], processes=1)
    except DropError as error:
        return told(error)
    return told(*results)


def _scraped(url: str) -> Page:
    """Return the page behind an address; DropError when there is none, UseError without a contact."""
    incident = Incident(slug="read", title="", began=date.min, names={})
    reach = Reach()
    manners = manners_of(incident, os.environ.get("RETOLD_CONTACT", ""))
    with tempfile.TemporaryDirectory() as folder:
        journal = scrape.scrape([scrape.Wanted(url=urls.canonical(url))], manners, reach, Path(folder), "read")
        page = next(page for page in warc.pages(journal) if not page.url.endswith("/robots.txt"))
        if page.reason is not None or page.warc is None or page.warc_offset is None:
            raise DropError(page.reason or "unreachable", page.detail)
        return replace(page, body=warc.body(Path(folder), page.warc, page.warc_offset))
