"""Where batches leave their rows: Parquet files that appear whole or not at all, and the schemas they have."""

import itertools
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]

_WHEN = pa.timestamp("us", tz="UTC")
_SEGMENTS = pa.list_(
    pa.struct(
        {
            "text_sha256": pa.string(),
            "position": pa.int32(),
            "segment_sha256": pa.string(),
            "paragraph": pa.int32(),
            "quoted": pa.bool_(),
            "original": pa.string(),
        }
    )
)
READINGS = pa.schema(
    {
        "url": pa.string(),
        "body_sha256": pa.string(),
        "fetched_at": _WHEN,
        "outcome": pa.string(),
        "reason": pa.string(),
        "detail": pa.string(),
        "article_url": pa.string(),
        "page_url": pa.string(),
        "outlet": pa.string(),
        "outlet_name": pa.string(),
        "country": pa.string(),
        "language": pa.string(),
        "language_confidence": pa.float64(),
        "title": pa.string(),
        "text": pa.string(),
        "text_sha256": pa.string(),
        "words": pa.int32(),
        "authors": pa.list_(pa.string()),
        "published_from": _WHEN,
        "published_until": _WHEN,
        "published_precision": pa.string(),
        "published_text": pa.string(),
        "credit": pa.string(),
        "canonical": pa.string(),
        "links_out": pa.list_(pa.string()),
        "alternates": pa.map_(pa.string(), pa.string()),
        "relevance_names": pa.list_(pa.string()),
        "flags": pa.list_(pa.string()),
        "rights": pa.list_(pa.string()),
        "shareable": pa.string(),
        "extractor": pa.string(),
        "agreement": pa.float64(),
        "segments": _SEGMENTS,
        "warc": pa.string(),
        "warc_offset": pa.int64(),
    }
)
TRANSLATIONS = pa.schema(
    {
        "segment_sha256": pa.string(),
        "source": pa.string(),
        "target": pa.string(),
        "engine": pa.string(),
        "engine_version": pa.string(),
        "glossary_version": pa.string(),
        "text": pa.string(),
        "flags": pa.list_(pa.string()),
        "translated_at": _WHEN,
    }
)
UNTRANSLATED = pa.schema(
    {
        "segment_sha256": pa.string(),
        "source": pa.string(),
        "target": pa.string(),
        "reason": pa.string(),
        "tried_at": _WHEN,
    }
)
TERMS = pa.schema({"segment_sha256": pa.string(), "source": pa.string(), "glossary_version": pa.string()})
VISITS = pa.schema(
    {
        "url": pa.string(),
        "fetched_at": _WHEN,
        "purpose": pa.string(),
        "final_url": pa.string(),
        "status": pa.int32(),
        "content_type": pa.string(),
        "etag": pa.string(),
        "last_modified": pa.string(),
        "duration_s": pa.float64(),
        "rights": pa.list_(pa.string()),
        "reason": pa.string(),
        "detail": pa.string(),
        "retry_after_s": pa.float64(),
        "warc": pa.string(),
        "warc_offset": pa.int64(),
        "body_sha256": pa.string(),
        "body_bytes": pa.int64(),
    }
)
LINKS = pa.schema(
    {
        "url": pa.string(),
        "source": pa.string(),
        "found_at": _WHEN,
        "title_hint": pa.string(),
        "published_hint": _WHEN,
    }
)
DROPS = pa.schema(
    {"url": pa.string(), "stage": pa.string(), "reason": pa.string(), "detail": pa.string(), "dropped_at": _WHEN}
)
# By the name of the load query in sql/load/.
SCHEMAS = {
    "readings": READINGS,
    "translations": TRANSLATIONS,
    "untranslated": UNTRANSLATED,
    "terms": TERMS,
    "visits": VISITS,
    "links": LINKS,
    "drops": DROPS,
}
_numbers = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Where a batch left its rows, and how many of each outcome there are."""

    path: Path
    counts: Mapping[str, int]


def table(rows: Iterable[Row], load_name: str) -> pa.Table:
    """Return the rows as a table with the columns that the load query expects."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[load_name])


def stage(rows: Iterable[Row], load_name: str, staging: Path) -> Path:
    """Return the path of a new file that holds the rows; its name begins with the load query's."""
    staging.mkdir(parents=True, exist_ok=True)
    path = staging / f"{load_name}-{os.getpid()}-{time.time_ns()}-{next(_numbers)}.parquet"
    unfinished = path.with_suffix(".unfinished")
    pq.write_table(table(rows, load_name), unfinished)
    unfinished.replace(path)
    return path


def left_over(staging: Path) -> list[Path]:
    """Return the files that a killed run left, oldest first; halves are removed."""
    for half in staging.glob("*.unfinished"):
        half.unlink()
    return sorted(staging.glob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)


def load_name(path: Path) -> str:
    """Return the name of the load query that a staged file is for."""
    return path.name.split("-", 1)[0]
