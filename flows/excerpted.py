"""The part of a dataset that can be handed on: its views as tables, with excerpts in the place of texts.

What a view holds of other people's texts is decided here, view by view; one that is not named here stays out. So do all
tables behind the views: bodies, sentences, translations, and the sketches and vectors that were made of them.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .dataset import Row, sql_text
from .export import ROWS_AT_ONCE
from .manifest import Tables
from .publishing import PARQUET, SNAPSHOT
from .shared import EXCERPTS, LINES, Shared, shared

Terms = Mapping[str, Row]  # of the articles, by url: what their pages allow
Made = Callable[[Row], Row]

WITHOUT_TEXTS = (
    "coverage_by_day", "coverage_by_language", "coverage_by_outlet", "first_by_language", "language_flow", "ledger",
    "links", "overrides", "pairs", "retellings", "summary", "tellings", "translations_by_engine", "untranslated",
)  # fmt: skip
LEFT_OUT = ("side_by_side",)  # every sentence of every text
DICTIONARY = "meta.data_dictionary"


def write(dataset: Path, folder: Path) -> Tables:
    """Write the DuckDB file and the Parquet files into a new folder; return rows and file of each table."""
    (folder / PARQUET).mkdir(parents=True)
    terms = _terms(dataset)
    for name in _NEEDED:
        source, target = (place / PARQUET / f"{name}.parquet" for place in (dataset, folder))
        if name in _MADE:
            _rewrite(source, target, _MADE[name](terms))
        else:
            shutil.copyfile(source, target)
    _database(dataset, folder)
    return {name: _told(folder, name) for name in (*_NEEDED, DICTIONARY)}


def missing(tables: Iterable[str]) -> str | None:
    """Return the first view that a bundle needs and a dataset lacks; None where all are there."""
    return next((name for name in _NEEDED if name not in set(tables)), None)


def _told(folder: Path, name: str) -> Mapping[str, Any]:
    file = f"{PARQUET}/{name}.parquet"
    return {"kind": "table", "rows": int(pq.read_metadata(folder / file).num_rows), "file": file}


def _terms(dataset: Path) -> Terms:
    held = pq.read_table(dataset / PARQUET / "articles.parquet", columns=["url", "shareable", "rights", "text"])
    lengths = pc.utf8_length(held["text"]).to_pylist()
    rows = held.drop_columns("text").to_pylist()
    return {
        row["url"]: {**row, "shareable": _at_most_an_excerpt(row["shareable"]), "longest": length}
        for row, length in zip(rows, lengths, strict=True)
    }


def _at_most_an_excerpt(shareable: str) -> str:
    return "excerpt" if shareable == "full_text" else shareable


def _article(terms: Terms, row: Row) -> Row:
    """Return a row of `articles` with excerpts, of short texts too never all."""
    made = shared({**row, **terms[row["url"]]}, full_text=False)
    return {**row, **{name: made[name] for name in (*EXCERPTS.values(), *LINES)}}


def _version(terms: Terms, row: Row) -> Row:
    return {**row, "excerpt": shared({**row, **terms[row["url"]]}, full_text=False)["excerpt"]}


_MADE: Mapping[str, Callable[[Terms], Made]] = {
    "articles": lambda terms: partial(_article, terms),
    "versions": lambda terms: partial(_version, terms),
    "changes": lambda terms: Shared("changes", terms, full_text=False).row,  # no sentence is known without the others
}
_NEEDED = sorted([*WITHOUT_TEXTS, *_MADE])


def _rewrite(source: Path, target: Path, made: Made) -> None:
    with pq.ParquetFile(source) as held:
        schema = _schema(held.schema_arrow)
        with pq.ParquetWriter(target, schema, compression="zstd") as file:
            for batch in held.iter_batches(ROWS_AT_ONCE):
                file.write_table(pa.Table.from_pylist([made(row) for row in batch.to_pylist()], schema))


def _schema(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_name(EXCERPTS.get(field.name, field.name)).with_nullable(True) for field in schema])


def _database(dataset: Path, folder: Path) -> None:
    """Write the DuckDB file: the same tables, and what all of their columns mean."""
    with duckdb.connect() as connection:
        connection.execute(sql_text("freeze/open"), {"path": str(folder / SNAPSHOT)})
        connection.execute(sql_text("freeze/open_dataset"), {"path": str(dataset / SNAPSHOT)})
        for name in _NEEDED:
            connection.register("staged", pq.read_table(folder / PARQUET / f"{name}.parquet"))
            _run_all(connection, "freeze/tables", relation=name)
            connection.unregister("staged")
        connection.execute(sql_text("freeze/dictionary"))
        _run_all(connection, "freeze/comments")
        pq.write_table(
            connection.sql(sql_text("freeze/all_of_dictionary")).to_arrow_table(),
            folder / PARQUET / f"{DICTIONARY}.parquet",
            compression="zstd",
        )


def _run_all(connection: Any, name: str, **parameters: Any) -> None:
    """Run the statements that a file of sql/ returns."""
    for (statement,) in connection.execute(sql_text(name), parameters or None).fetchall():
        connection.execute(statement)
