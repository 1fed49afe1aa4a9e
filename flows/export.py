"""What is handed on of a dataset: excerpts in the place of texts, and texts only where their pages allow it."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extractors import rights
from extractors.errors import StopError, UseError, meant, shown
from extractors.excerpts import excerpt

from .commands import SNAPSHOT, chosen
from .dataset import Row, Snapshot, sql_text

EXCERPT_CHARS = 300  # enough to know a story again, and to see how it begins
EXCERPTS = {"text": "excerpt", "text_en": "excerpt_en"}  # what stands in the place of which column
ROWS_AT_ONCE = 1000
_UTC = pa.timestamp("us", tz="UTC")
# JSON may hold these as they are, but some readers of lines take them for the end of one.
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Write = Callable[[Sequence[Row]], object]


def export_articles(incident: str | None, output: Path, form: str, full_text: bool, to: Path | None) -> None:
    """Write the shared form of a dataset's articles, and to stderr what was held back.

    Raises UseError for a format that is unknown, needs a file or is not the one that the file's name promises, and for
    a file that cannot be written.
    """
    _check(form, to)
    folder = chosen(incident, output)
    schema, rows = _articles(Snapshot(folder / SNAPSHOT))
    shared_schema = _shared_schema(schema, full_text)
    reasons: Counter[str] = Counter()
    written = 0
    with _opened(to, folder, form) as file, _WRITERS[form](file, shared_schema) as write:
        for batch in rows:
            write([shared(row, full_text) for row in batch])
            reasons.update(filter(None, map(_reason, batch)))
            written += len(batch)
    _report(written, reasons, full_text)


def shared(row: Mapping[str, Any], full_text: bool) -> Row:
    """Return a row of the view `articles` with excerpts for texts; with the texts too where both sides want them."""
    made: Row = {}
    for name, value in row.items():
        if name in EXCERPTS:
            made[EXCERPTS[name]] = value and _excerpt(value, row)
            if full_text:
                made[name] = value if row["shareable"] == "full_text" else None
        else:
            made[name] = value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
    if row["shareable"] == "metadata":
        made["credit"] = None  # a line of the text
    return made


def _excerpt(text: str, row: Mapping[str, Any]) -> str | None:
    """Return the beginning of a text; None where none may be shown. Never all of a text that is held back."""
    if row["shareable"] == "full_text":
        return excerpt(text, EXCERPT_CHARS)
    limit = rights.longest_excerpt(row["rights"] or ())
    most = EXCERPT_CHARS if limit is None else min(limit, EXCERPT_CHARS)
    return excerpt(text, min(most, len(text) // 2)) or None


def _reason(row: Mapping[str, Any]) -> str | None:
    if row["shareable"] == "full_text":
        return None
    return "not recorded" if row["rights"] is None else rights.held_back_by(row["rights"])


def _report(written: int, reasons: Counter[str], full_text: bool) -> None:
    commonest = sorted(reasons.items(), key=lambda item: (-item[1], item))
    named = ", ".join(f"{reason} {count}" for reason, count in commonest)
    said = f"{written} article{'' if written == 1 else 's'}{'' if full_text else ', excerpts only'}"
    with suppress(OSError):  # nobody reads it any more
        print(f"{said}; text of {reasons.total()} held back: {named}" if named else said, file=sys.stderr)


def _check(form: str, to: Path | None) -> None:
    if form not in _WRITERS:
        known = ", ".join(_WRITERS)
        raise UseError(f"--format {shown(form)}: expected one of {known}{meant(form, _WRITERS)}")
    if form == "parquet" and to is None:
        raise UseError("--format parquet: give --to FILE; standard output gets csv or jsonl")
    named = to.suffix.lower().removeprefix(".") if to else form
    if named in _WRITERS and named != form:
        raise UseError(f"--to {to}: would hold {form}: give --format {named}, or another name")


def _articles(snapshot: Snapshot) -> tuple[pa.Schema, Iterator[list[Row]]]:
    """Return the columns and the rows, a part at a time, of sql/exports/articles.sql."""
    connection: Any = snapshot.connection
    reader = connection.sql(sql_text("exports/articles")).to_arrow_reader(ROWS_AT_ONCE)
    if "shareable" not in reader.schema.names:
        raise StopError(f"{snapshot.path} was made by an older Retold: `retold cover` brings it up to date")
    return reader.schema, _rows(snapshot.path, reader)


def _rows(path: Path, reader: Any) -> Iterator[list[Row]]:
    try:
        for batch in reader:
            yield batch.to_pylist()
    except (duckdb.Error, pa.ArrowException) as error:
        raise StopError(f"{path} cannot be read: {error}") from error


def _shared_schema(schema: pa.Schema, full_text: bool) -> pa.Schema:
    fields: list[pa.Field] = []
    for field in schema:
        if field.name in EXCERPTS:
            fields.append(pa.field(EXCERPTS[field.name], pa.string()))
        if field.name not in EXCERPTS or full_text:
            fields.append(field.with_type(_UTC) if pa.types.is_timestamp(field.type) else field)
    return pa.schema(fields)


@contextmanager
def _opened(to: Path | None, folder: Path, form: str) -> Iterator[Any]:
    """Yield standard output, or a file that takes its name when all of it is there."""
    if to is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    target = to.resolve()
    if target.is_relative_to(folder.resolve()) and (target.parent != folder.resolve() or target.suffix == ".duckdb"):
        raise UseError(f"--to {to}: expected another file than those of the dataset")
    special = target.exists() and not target.is_file()  # a device or a pipe keeps its place
    unfinished = target if special else target.with_name(f"{target.name}.unfinished")
    try:
        file = unfinished.open("wb") if form == "parquet" else unfinished.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise UseError(f"--to {to}: cannot be written: {error.strerror}") from error
    try:
        with file:
            yield file
        if not special:
            unfinished.replace(target)
    finally:
        if not special:
            unfinished.unlink(missing_ok=True)


@contextmanager
def _csv(file: Any, schema: pa.Schema) -> Iterator[Write]:
    writer = csv.DictWriter(file, schema.names)
    writer.writeheader()
    yield lambda rows: writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


@contextmanager
def _jsonl(file: Any, _schema: pa.Schema) -> Iterator[Write]:
    yield lambda rows: file.writelines(f"{_json(row)}\n" for row in rows)


@contextmanager
def _parquet(file: Any, schema: pa.Schema) -> Iterator[Write]:
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield lambda rows: writer.write_table(pa.Table.from_pylist(rows, schema=schema))


_WRITERS = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}


def _cell(value: Any) -> Any:
    """Return a value as a cell of CSV: lists as JSON, so that what they hold may be told apart."""
    if isinstance(value, (list, bool)):
        return json.dumps(value, ensure_ascii=False)
    return _plain(value) if isinstance(value, datetime) else value


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, default=_plain, allow_nan=False).translate(_LINE_BREAKS)


def _plain(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
