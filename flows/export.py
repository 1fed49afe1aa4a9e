"""Writes the views of a dataset for others, as CSV, JSON Lines or Parquet; shared.py says what of them."""

import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extractors.errors import StopError, UseError, meant, shown

from .commands import SNAPSHOT, chosen
from .dataset import Row, Snapshot, names_in, sql_text
from .shared import EXCERPTS, WITH_TEXTS, Shared, reason

ROWS_AT_ONCE = 1000
ARTICLES, COLUMNS = "articles", "columns.csv"
UNFINISHED = ".unfinished"
# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UTC = pa.timestamp("us", tz="UTC")
# JSON may hold these as they are, but some readers of lines take them for the end of one.
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Write = Callable[[Sequence[Row]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to have written."""

    view: str | None = None  # None: the articles
    form: str = "csv"
    full_text: bool = False
    for_spreadsheets: bool = False


def export_view(incident: str | None, output: Path, wish: Wish, to: Path | None) -> list[Row]:
    """Write a view as it may be handed on, and to stderr what was held back; return that, a row for each view.

    Raises UseError for a view or format that is unknown, for one that needs a file or is not the one that the file's
    name promises, and for a file that cannot be written.
    """
    view = _view(wish.view)
    _check(wish, to)
    folder = chosen(incident, output)
    with _opened(to, folder, wish) as file:
        return [_export(Snapshot(folder / SNAPSHOT), view, wish, file)]


def export_all(incident: str | None, output: Path, wish: Wish, to: Path | None) -> list[Row]:
    """Write every view into a folder, a file each, and what their columns mean; return what was held back of each."""
    if to is None or wish.view is not None:
        raise UseError("--all-views: give --to FOLDER, and no --view" if to is None else "give --view or --all-views")
    _check(wish, to / f"x.{wish.form}")
    folder = chosen(incident, output)
    snapshot = Snapshot(folder / SNAPSHOT)
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UseError(f"--to {to}: cannot be written: {error.strerror}") from error
    views, exported = names_in("views"), []
    for view in views:
        with _opened(to / f"{view}.{wish.form}", folder, wish) as file:
            exported.append(_export(snapshot, view, wish, file))
    table = Wish(for_spreadsheets=wish.for_spreadsheets)
    rows = _columns(snapshot, views, wish)
    with (
        _opened(to / COLUMNS, folder, table) as file,
        _csv(file, pa.schema([(name, pa.string()) for name in rows[0]]), table) as write,
    ):
        write(rows)
    return exported


def _export(snapshot: Snapshot, view: str, wish: Wish, file: Any) -> Row:
    """Write a view into an open file; return how many rows it has, and how many texts were held back for what."""
    terms = {row["url"]: row for row in snapshot.rows("exports/terms")} if view in WITH_TEXTS else {}
    schema, rows = _read(snapshot, view)  # behind all other questions: its rows are still coming
    made, written, formulas = Shared(view, terms, wish.full_text), 0, 0
    with _WRITERS[wish.form](file, _shared_schema(schema, wish.full_text), wish) as write:
        for batch in rows:
            part = [made.row(row) for row in batch]
            write(part)
            written += len(part)
            formulas += sum(map(_is_formula, (cell for row in part for cell in row.values())))
    reasons = Counter(filter(None, map(reason, terms.values())))
    _report(view, written, reasons, wish)
    if formulas and wish.form == "csv" and not wish.for_spreadsheets:
        _say(f"{formulas} cells of {view} begin as formulas do: --for-spreadsheets makes them safe to open there")
    name = None if file is sys.stdout else str(file.name).removesuffix(UNFINISHED)
    return {"view": view, "format": wish.form, "rows": written, "file": name, "held_back": dict(reasons)}


def _report(view: str, written: int, reasons: Counter[str], wish: Wish) -> None:
    commonest = sorted(reasons.items(), key=lambda item: (-item[1], item))
    named = ", ".join(f"{why} {count}" for why, count in commonest)
    what = "article" if view == ARTICLES else f"row of {view}" if written == 1 else f"rows of {view}"
    counted = f"{written} {what}{'s' if view == ARTICLES and written != 1 else ''}"
    said = f"{counted}{', excerpts only' if view in WITH_TEXTS and not wish.full_text else ''}"
    _say(f"{said}; text of {reasons.total()} held back: {named}" if named else said)


def _say(line: str) -> None:
    with suppress(OSError):  # nobody reads it any more
        print(line, file=sys.stderr)


def _view(name: str | None) -> str:
    known = names_in("views")
    if name is not None and name not in known:
        raise UseError(f"--view {shown(name)}: expected one of {', '.join(known)}{meant(name, known)}")
    return name or ARTICLES


def _check(wish: Wish, to: Path | None) -> None:
    form = wish.form
    if form not in _WRITERS:
        known = ", ".join(_WRITERS)
        raise UseError(f"--format {shown(form)}: expected one of {known}{meant(form, _WRITERS)}")
    if form == "parquet" and to is None:
        raise UseError("--format parquet: give --to FILE; standard output gets csv or jsonl")
    if wish.for_spreadsheets and form != "csv":
        raise UseError(f"--for-spreadsheets: is for csv, not {form}")
    named = to.suffix.lower().removeprefix(".") if to else form
    if named in _WRITERS and named != form:
        raise UseError(f"--to {to}: would hold {form}: give --format {named}, or another name")


def _read(snapshot: Snapshot, view: str) -> tuple[pa.Schema, Iterator[list[Row]]]:
    """Return the columns and the rows of a view, a part at a time."""
    connection: Any = snapshot.connection
    try:
        connection.execute("SET VARIABLE relation = $value", {"value": view})
        reader = connection.sql(sql_text("exports/view")).to_arrow_reader(ROWS_AT_ONCE)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise StopError(f"{snapshot.path} was published by an older Retold: run `retold cover` again") from error
    return reader.schema, _rows(snapshot.path, reader)


def _rows(path: Path, reader: Any) -> Iterator[list[Row]]:
    try:
        for batch in reader:
            yield batch.to_pylist(maps_as_pydicts="strict")
    except (duckdb.Error, pa.ArrowException) as error:
        raise StopError(f"{path} cannot be read: {error}") from error


def _columns(snapshot: Snapshot, views: Sequence[str], wish: Wish) -> list[Row]:
    """Return what the columns of the files mean."""
    rows = snapshot.rows("exports/columns", views=list(views))
    excerpts = [
        {
            **row,
            "column": EXCERPTS[row["column"]],
            "meaning": f"Beginning of {row['column']}, as far as its page allows.",
        }
        for row in rows
        if row["column"] in EXCERPTS
    ]
    kept = [row for row in rows if wish.full_text or row["column"] not in EXCERPTS]
    return sorted([*kept, *excerpts], key=lambda row: str(row["table"]))


def _shared_schema(schema: pa.Schema, full_text: bool) -> pa.Schema:
    fields: list[pa.Field] = []
    for field in schema:
        if field.name in EXCERPTS:
            fields.append(pa.field(EXCERPTS[field.name], pa.string()))
        if field.name not in EXCERPTS or full_text:
            fields.append(field.with_type(_UTC) if pa.types.is_timestamp(field.type) else field)
    return pa.schema(fields)


@contextmanager
def _opened(to: Path | None, folder: Path, wish: Wish) -> Iterator[Any]:
    """Yield standard output, or a file that takes its name when all of it is there."""
    if to is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    target = to.resolve()
    if target.is_relative_to(folder.resolve()) and (target.parent != folder.resolve() or target.suffix == ".duckdb"):
        raise UseError(f"--to {to}: expected another file than those of the dataset")
    special = target.exists() and not target.is_file()  # a device or a pipe keeps its place
    unfinished = target if special else target.with_name(f"{target.name}{UNFINISHED}")
    try:
        file = unfinished.open("wb") if wish.form == "parquet" else unfinished.open("w", encoding="utf-8", newline="")
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
def _csv(file: Any, schema: pa.Schema, wish: Wish) -> Iterator[Write]:
    """Write cells as they are, which is what programs expect; for spreadsheets so that they show them and no more."""
    if wish.for_spreadsheets:
        file.write("\ufeff")  # by which Excel knows UTF-8
    cell = _shown_cell if wish.for_spreadsheets else _cell
    writer = csv.DictWriter(file, schema.names)
    writer.writeheader()
    yield lambda rows: writer.writerows({name: cell(value) for name, value in row.items()} for row in rows)


@contextmanager
def _jsonl(file: Any, _schema: pa.Schema, _wish: Wish) -> Iterator[Write]:
    yield lambda rows: file.writelines(f"{_json(row)}\n" for row in rows)


@contextmanager
def _parquet(file: Any, schema: pa.Schema, _wish: Wish) -> Iterator[Write]:
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        yield lambda rows: writer.write_table(pa.Table.from_pylist(rows, schema=schema))


_WRITERS = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}


def _cell(value: Any) -> Any:
    """Return a value as a cell of CSV: lists and maps as JSON, so that what they hold may be told apart."""
    if isinstance(value, (list, dict, bool)):
        return _json(value)
    return _plain(value) if isinstance(value, (date, Decimal)) else value


def _shown_cell(value: Any) -> Any:
    cell = _cell(value)
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith(_FORMULA)


def _json(value: Any) -> str:
    return json.dumps(_finite(value), ensure_ascii=False, default=_plain, allow_nan=False).translate(_LINE_BREAKS)


def _finite(value: Any) -> Any:
    """Return a value as JSON knows it: it has no infinity, and nothing that is no number."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(name): _finite(one) for name, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
    if isinstance(value, Decimal):  # a sum of whole numbers
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat()
