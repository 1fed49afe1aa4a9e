"""Lines of a file, an article each -> pairs of articles and tellings, by way of a dataset that is thrown away."""

import json
import logging
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pyarrow as pa

from extractors import dates
from extractors.errors import DropError, shown
from extractors.text import sha256
from extractors.urls import registered_domain

from .dataset import Dataset, Row
from .meter import metered
from .relate import ROWS_A_LOAD, relate, undecided
from .relations import stream
from .running import one_after_another

logger = logging.getLogger(__name__)

LINES_A_LOAD = 2_000
MOST_WARNINGS = 5  # of one kind; the others are counted
PRECISIONS = ("second", "minute", "day", "unknown")

_STATED = ("url", "outlet", "language", "title", "text_en", "credit", "canonical")
_LINES = pa.schema(
    [
        ("line", pa.int64()),
        *((name, pa.string()) for name in (*_STATED, "body", "text_sha256", "published_precision")),
        ("links_out", pa.list_(pa.string())),
        ("alternates", pa.map_(pa.string(), pa.string())),
        *((name, pa.timestamp("us")) for name in ("published_from", "published_until")),
    ]
)
_OUT = ("url", "of_url", "kind", "score", "text_share", "of_text_share", "direction", "cue", "confidence")


def relate_lines(lines: Iterable[Row]) -> tuple[Iterator[Row], Iterator[Row]]:
    """Return the pairs and the tellings of these articles; needs `url` and `text`, the rest makes it better.

    An address that comes again is left out, and what has a form that nobody can use counts as absent, both with a
    warning. Nothing is kept: the dataset lies in a temporary folder.
    """
    with ExitStack() as trouble:  # until all went well; then _pairs_out has both
        folder = tempfile.TemporaryDirectory(prefix="retold-")
        trouble.enter_context(folder)
        dataset = trouble.enter_context(Dataset(Path(folder.name) / "work.duckdb"))
        dataset.run("relate/limits")
        take_in(dataset, lines)
        relate(dataset, metered(one_after_another), fold=False)
        for line in undecided(dataset, "`text_en` with an English translation lets them be read"):
            logger.warning("%s", line)
        found = iter(dataset.rows("relate/tellings_out"))
        trouble.pop_all()
    return _pairs_out(dataset, folder), found


def take_in(dataset: Dataset, lines: Iterable[Row]) -> None:
    """Put the articles of these lines into a dataset."""
    numbered = enumerate(lines, 1)
    doubts = _Doubts()
    while some := list(islice(numbered, LINES_A_LOAD)):
        rows = [_article(number, line, doubts) for number, line in some]
        dataset.load("relate/take_in", pa.Table.from_pylist(rows, _LINES))
        for number, url in dataset.run("relate/left_out"):
            doubts.say("url", f"line {number}: {url} was given before; the first one counts")
    doubts.end()


class _Doubts:
    """Warnings about lines: the first few of each kind, and how many more there were."""

    def __init__(self) -> None:
        self._said = Counter[str]()

    def say(self, kind: str, warning: str) -> None:
        self._said[kind] += 1
        if self._said[kind] <= MOST_WARNINGS:
            logger.warning("%s", warning)

    def absent(self, number: int, key: str, value: object, expected: str) -> None:
        self.say(key, f"line {number}: {key} is {shown(value)}, expected {expected}: taken as absent")

    def end(self) -> None:
        for kind, times in self._said.items():
            if times > MOST_WARNINGS:
                logger.warning("%d more such lines about `%s`", times - MOST_WARNINGS, kind)


def _article(number: int, line: Row, doubts: _Doubts) -> Row:
    """Return a line as a row for sql/relate/take_in.sql."""
    stated = {name: _text(line.get(name)) for name in _STATED}
    for name, value in stated.items():
        if value is None and line.get(name) is not None:
            doubts.absent(number, name, line[name], "a text")
    body = _text(line.get("text")) or ""
    return stated | {
        "line": number,
        "outlet": stated["outlet"] or _domain(str(stated["url"])),
        "language": stated["language"] or "und",
        "title": stated["title"] or "",
        "body": body,
        "text_sha256": sha256(body),
        "links_out": _links(number, line.get("links_out"), doubts),
        "alternates": _alternates(number, line.get("alternates"), doubts),
        **_published(number, line, doubts),
    }


def _published(number: int, line: Row, doubts: _Doubts) -> Row:
    stated, precision = line.get("published"), line.get("published_precision")
    if precision is not None and precision not in PRECISIONS:
        doubts.absent(number, "published_precision", precision, f"one of {', '.join(PRECISIONS)}")
        precision = None
    earliest, latest, judged = dates.interval(_text(stated), precision)
    if stated is not None and earliest is None and precision != "unknown":
        doubts.absent(number, "published", stated, "a date such as 2018-10-01 or 2018-10-01T08:00:00+00:00")
    return {
        "published_from": _naive(earliest),
        "published_until": _naive(latest),
        "published_precision": judged,
    }


def _links(number: int, stated: object, doubts: _Doubts) -> list[str]:
    if stated is not None and not isinstance(stated, list):
        doubts.absent(number, "links_out", stated, "a list of addresses")
    found = map(_text, stated) if isinstance(stated, list) else ()
    return [link for link in found if link]


def _alternates(number: int, stated: object, doubts: _Doubts) -> list[tuple[str, str]]:
    if stated is not None and not isinstance(stated, Mapping):
        doubts.absent(number, "alternates", stated, "addresses by language")
    found = stated.items() if isinstance(stated, Mapping) else ()
    pairs = ((_text(language), _text(address)) for language, address in found)
    return [(language.lower(), address) for language, address in pairs if language and address]


def _text(value: object) -> str | None:
    """Return a text that every table takes: lone surrogates, which JSON allows, are replaced."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _domain(url: str) -> str:
    try:
        return registered_domain(url) or url
    except DropError:
        return url


def _naive(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def _pairs_out(dataset: Dataset, folder: "tempfile.TemporaryDirectory[str]") -> Iterator[Row]:
    with folder, dataset:
        for rows in stream(dataset, "relate/pairs_out", ROWS_A_LOAD):
            for row in rows:
                yield dict(zip(_OUT, row[:-1], strict=True)) | {"evidence": json.loads(row[-1])}
