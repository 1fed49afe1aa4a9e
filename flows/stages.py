"""The stage commands: JSON Lines in, JSON Lines out, without an incident. They stream, whatever the length."""

import gzip
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice, tee
from pathlib import Path
from typing import Any, TextIO

from extractors import extract, language, sandbox, scrape, translate, urls, warc
from extractors.errors import DropError, UseError
from extractors.records import Article, Incident, Page
from extractors.web import Reach, manners_of

from .batches import READ_DEADLINE_S, READ_MEMORY_BYTES, known_outlets
from .relate import relate_jsonl

Row = dict[str, Any]
CHUNK = 64  # texts that travel to a worker process together
LARGEST_FILE_BYTES = 50_000_000
# Drops that say nothing of the page: it was not read at all. Others are answers.
FAILED_READS = ("unreadable", "crashed", "timeout", "out_of_memory", "unreachable", "refused_address")


class Lines:
    """The objects of a JSON Lines file, one by one; counts the lines that are none, and says where they stand."""

    def __init__(self, path: Path, needs: tuple[str, ...], unique: str | None = None) -> None:
        self.path, self.needs, self.unique, self.bad = path, needs, unique, 0
        self._seen: set[str] = set()

    def __iter__(self) -> Iterator[Row]:
        """Yield what can be read; UseError when the file cannot be opened."""
        try:
            file = sys.stdin.buffer if str(self.path) == "-" else self.path.open("rb")
        except OSError as error:
            raise UseError(f"{self.path}: cannot be read: {error.strerror}") from error
        with file:
            for number, line in enumerate(file, 1):
                if line.strip() and (row := self._row(number, line)) is not None:
                    yield row

    def _row(self, number: int, line: bytes) -> Row | None:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            return self._left_out(number, f"not JSON: {error}")
        if not isinstance(row, dict):
            return self._left_out(number, "not an object")
        if missing := [key for key in self.needs if not _is_given(row, key)]:
            return self._left_out(number, f"needs a text {missing[0]!r}")
        if self.unique is not None:
            if row[self.unique] in self._seen:
                return self._left_out(number, f"{row[self.unique]!r} was given before")
            self._seen.add(row[self.unique])
        return row

    def _left_out(self, number: int, why: str) -> Row | None:
        self.bad += 1
        print(f"{self.path}:{number}: {why}; the line is left out", file=sys.stderr)
        return None


def _is_given(row: Row, key: str) -> bool:
    return isinstance(row.get(key), str) and (key == "text" or bool(row[key]))


def write(rows: Iterable[Row], out: TextIO) -> int:
    """Return how many rows tell of a page that could not be read; each is written as soon as it is there."""
    failed = 0
    try:
        for row in rows:
            out.write(_line(row) + "\n")
            out.flush()
            failed += row.get("drop", {}).get("reason") in FAILED_READS
    except BrokenPipeError:  # the reader of our output has gone, such as `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        raise SystemExit(0) from None
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
    results = sandbox.work_off(
        read_file, items, processes=os.cpu_count() or 1, deadline_s=READ_DEADLINE_S, memory_bytes=READ_MEMORY_BYTES
    )
    for line, result in zip(again, results, strict=True):
        yield {"id": line["id"], **told(result)}


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
    return extract.read(page, known_outlets())


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file, unpacked, up to a size that no article has."""
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            return file.read(LARGEST_FILE_BYTES)
    except (OSError, EOFError, ValueError) as error:
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


def relate(lines: Iterable[Row], out: TextIO, tellings_file: Path | None) -> None:
    """Write a line for each pair of articles that share words, and the tellings to their file."""
    with ExitStack() as stack:
        file = stack.enter_context(tellings_file.open("w", encoding="utf-8")) if tellings_file else None
        pairs, tellings = relate_jsonl(lines)
        write(pairs, out)
        if file is not None:
            write(tellings, file)


def read_single(page: str) -> Row:
    """Return what is told on one page, a file or an address of the web."""
    try:
        article = _scraped(page) if page.lower().startswith(("http://", "https://")) else read_file((Path(page), ""))
    except DropError as error:
        return told(error)
    return told(article)


def _scraped(url: str) -> Article:
    """Return the article behind an address; DropError when there is none, UseError without a contact."""
    incident = Incident(slug="read", title="", began=date.min, names={})
    reach = Reach()
    manners = manners_of(incident, os.environ.get("RETOLD_CONTACT", ""))
    with tempfile.TemporaryDirectory() as folder:
        journal = scrape.scrape([scrape.Wanted(url=urls.canonical(url))], manners, reach, Path(folder), "read")
        page = next(page for page in warc.pages(journal) if not page.url.endswith("/robots.txt"))
        if page.reason is not None or page.warc is None or page.warc_offset is None:
            raise DropError(page.reason or "unreachable", page.detail)
        body = warc.body(Path(folder), page.warc, page.warc_offset)
    return extract.read(replace(page, body=body), known_outlets())
