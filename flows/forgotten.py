"""What a dataset keeps out because somebody asked for it, and how a run heeds that whatever brings it back.

A link that is known to lead there is never asked for. Where that only shows when a page is read, nothing of the page
goes into the tables, its address is known from then on, and its records leave the archive before the run is published.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from extractors import warc, withdrawal
from extractors.errors import StopError
from extractors.forgotten import Forgotten, bare, key

from . import staging
from .dataset import Dataset, Row, Snapshot
from .publishing import PARQUET, SNAPSHOT

REASON = "forgotten"
TABLE = f"{PARQUET}/core.forgotten.parquet"
URLS = pa.schema([("url", pa.string()), ("is_article", pa.bool_())])
PLACES = pa.schema([("warc", pa.string()), ("warc_offset", pa.int64())])
ENTRIES = pa.schema(
    {
        "what": pa.string(),
        "kind": pa.string(),
        "forgotten_on": pa.date32(),
        "addresses_sha256": pa.list_(pa.string()),
    }
)
_LEARNED = pa.schema([("what", pa.string()), ("address_sha256", pa.string())])
_ADDRESSES = ("url", "page_url", "article_url")  # of a reading, by which it may be known


def remembered(dataset: Dataset, but: str | None = None) -> Forgotten:
    """Return what a dataset keeps out; `but`: without one of it."""
    rows = [row for row in dataset.rows("forget/remembered") if row["what"] != but]
    return Forgotten(
        {digest: row["what"] for row in rows for digest in row["addresses_sha256"]},
        frozenset(row["what"] for row in rows if row["kind"] == "domain"),
    )


def heed(dataset: Dataset) -> None:
    """Have nobody ask for links that lead to what is forgotten."""
    forgotten = remembered(dataset)
    if forgotten:
        rows = [{"url": url} for (url,) in dataset.run("forget/open_links") if forgotten.holds(url)]
        dataset.load("forget/links", pa.Table.from_pylist(rows, URLS))


def merge(dataset: Dataset, name: str, table: pa.Table) -> None:
    """Load staged rows; what was read and is to be forgotten is dropped, and its addresses are known from then on."""
    forgotten = remembered(dataset) if name == "readings" else None
    if forgotten:
        rows = table.to_pylist()
        entries = [_entry(row, forgotten) for row in rows]
        learned = [
            {"what": entry, "address_sha256": key(row["url"])}
            for row, entry in zip(rows, entries, strict=True)
            if entry is not None and not forgotten.holds(row["url"])
        ]
        dataset.load("forget/learn", pa.Table.from_pylist(learned, _LEARNED))
        kept = (row if entry is None else _dropped(row) for row, entry in zip(rows, entries, strict=True))
        table = staging.table(kept, name)
    dataset.load(f"load/{name}", table)


def _entry(row: Row, forgotten: Forgotten) -> str | None:
    return next((entry for name in _ADDRESSES if row[name] and (entry := forgotten.entry(row[name]))), None)


def _dropped(row: Row) -> Row:
    kept = {name: row[name] for name in ("url", "body_sha256", "fetched_at")}
    return {**kept, "outcome": "dropped", "reason": REASON, "detail": ""}


def merge_left_over(dataset: Dataset, folder: Path) -> None:
    """Load what batches of a killed run have left."""
    for path in staging.left_over(folder):
        merge(dataset, staging.load_name(path), pq.read_table(path))
        path.unlink()


def sweep(dataset: Dataset, archive: Path, files: Iterable[Path]) -> None:
    """Take out of the archive what a run has fetched and is forgotten, and what its sources (`files`) say of it."""
    forgotten = remembered(dataset)
    if not forgotten:
        return
    heed(dataset)
    gone: list[Row] = []
    others: list[Row] = []
    for row in dataset.rows("forget/owners"):
        is_gone = forgotten.holds(row["url"]) or forgotten.holds(row["final_url"])
        (gone if is_gone else others).append(row)
    paths = {archive / row["warc"] for row in gone} | set(files)
    left_out = withdrawal.plan(
        archive,
        forgotten.holds,
        mentions(dataset, gone),
        files=[path for path in paths if path.is_file()],
        owners=_owners(others),
        keep_links=True,
    )
    left_out.carry_out()
    load_places(dataset, left_out.blank)
    dataset.load("forget/answers", pa.Table.from_pylist([{"url": row["url"]} for row in gone], URLS))


def _owners(visits: Iterable[Row]) -> dict[withdrawal.Place, withdrawal.Owner]:
    """Return who has which body of the archive, of several the first; not the sources, whose answers may go as well."""
    found: dict[withdrawal.Place, withdrawal.Owner] = {}
    for row in visits:
        if row["purpose"] != "discover":
            place = row["warc"], row["warc_offset"]
            found.setdefault(place, withdrawal.Owner(row["url"], row["content_type"]))
    return found


def mentions(dataset: Dataset, visits: Iterable[Row] = (), more: Iterable[str] = ()) -> set[str]:
    """Return the texts by which an answer of a source is known to speak of what is forgotten."""
    named = {row["what"] for row in dataset.rows("forget/remembered")}
    named |= {url for (url,) in dataset.run("forget/kept_out")}
    named |= {row[name] for row in visits for name in ("url", "final_url")} | set(more)
    return {bare(url) for url in named if not url.startswith("file:")}


def load_places(dataset: Dataset, places: Sequence[withdrawal.Place]) -> None:
    """Forget the answers that lay at these places of the archive."""
    rows = [{"warc": name, "warc_offset": offset} for name, offset in places]
    dataset.load("forget/visits", pa.Table.from_pylist(rows, PLACES))


def take_over(dataset: Dataset, source: Path) -> None:
    """Remember what the dataset of an archive has forgotten, before anything of that archive is loaded."""
    if dataset.run("pending/journals"):
        return
    if source.name == "archive" and not (source / "archive").is_dir():
        source = source.parent
    for path in (source / SNAPSHOT, source / TABLE):
        try:
            entries = _entries(path) if path.is_file() else None
        except (StopError, pa.ArrowException, duckdb.Error, OSError, KeyError):  # damaged, or from before this
            continue
        if entries is not None:
            dataset.load("forget/remember", entries)
            return


def _entries(path: Path) -> pa.Table:
    if path.suffix == ".parquet":
        return pq.read_table(path).select(ENTRIES.names).cast(ENTRIES)
    rows: list[dict[str, Any]] = Snapshot(path).rows("forget/remembered")
    return pa.Table.from_pylist(rows, ENTRIES)


def journals_of(archive: Path, run_id: str) -> list[Path]:
    """Return the files that a run has written into the archive."""
    return sorted(archive.glob(f"*-{run_id}*{warc.DONE}"))
