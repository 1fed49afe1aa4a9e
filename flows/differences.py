"""Wordings of a dataset that follow or copy one another -> what changed between them, kept for all later runs."""

from dataclasses import asdict

import pyarrow as pa

from extractors import changes

from .dataset import Dataset, Row
from .relations import stream

ROWS_A_LOAD = 2_000  # pairs of texts in memory at once

_CHANGE = {"place": pa.int32(), **dict.fromkeys(("what", "before", "after"), pa.string())}
_DIFFERENCES = pa.schema(
    {
        **dict.fromkeys(("text_sha256", "of_text_sha256", "method_version"), pa.string()),
        "changes": pa.list_(pa.struct(_CHANGE)),
    }
)


def compare(dataset: Dataset) -> None:
    """Bring core.differences up to date with the versions and copies there are; only what is new is compared."""
    dataset.run("derive/forget_differences", method=changes.METHOD)
    for rows in stream(dataset, "derive/to_compare", ROWS_A_LOAD):
        dataset.load("derive/add_differences", pa.Table.from_pylist([_compared(*row) for row in rows], _DIFFERENCES))


def _compared(text_sha256: str, of_text_sha256: str, language: str, before: str, after: str) -> Row:
    return {
        "text_sha256": text_sha256,
        "of_text_sha256": of_text_sha256,
        "method_version": changes.METHOD,
        "changes": [asdict(change) for change in changes.compare(before, after, language)],
    }
