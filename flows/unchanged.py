"""What of a dataset is as it was when it was last published: nobody need make, check or write that again."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb

from .manifest import Manifest, fingerprint

if TYPE_CHECKING:
    from .dataset import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A dataset by hashes."""

    rules: str
    read: Mapping[str, str]  # tables that views read, by schema and name
    unread: Mapping[str, str]  # the others: what runs and requests there were

    @classmethod
    def told(cls, manifest: Manifest | None) -> Self | None:
        """Return what was published; None where no manifest says so."""
        held: Any = manifest.get("contents") if manifest else None
        known = isinstance(held, dict) and held.keys() == set(cls.__dataclass_fields__)
        return cls(**held) if known else None

    def shows_the_same(self, other: "Contents | None") -> bool:
        """Return whether every view is that of the other contents, row by row."""
        return other is not None and (self.rules, self.read) == (other.rules, other.read)

    def holds_the_same(self, relation: str, kind: str, other: "Contents | None") -> bool:
        """Return whether a table or view is that of the other contents, row by row."""
        if other is None or kind == "view":
            return self.shows_the_same(other)
        ours, theirs = ({**held.read, **held.unread} for held in (self, other))
        return self.rules == other.rules and ours[relation] == theirs.get(relation)

    def is_asked_for_more_by(self, sql: str) -> bool:
        """Return whether a statement reads a table that no view reads, or all there are."""
        return "duckdb_" in sql or not {table.rpartition(".")[2] for table in self.unread}.isdisjoint(
            re.findall(r"\w+", sql)
        )

    def facts(self) -> dict[str, Any]:
        """Return it for a manifest."""
        return asdict(self)


def contents(dataset: "Dataset", rules: Mapping[str, str]) -> Contents:
    """Return what a dataset holds now; `rules` are the files of sql/ that say what is shown of it."""
    words = set(re.findall(r"\w+", " ".join(text for (text,) in dataset.run("dataset/shown"))))
    tables = {f"{schema}.{name}": name in words for schema, name in dataset.run("dataset/held")}
    hashes = {table: _hash(dataset, table) for table in tables}
    made_by = [duckdb.__version__, version("retold"), *(f"{name}\n{text}" for name, text in sorted(rules.items()))]
    return Contents(
        rules=hashlib.sha256("\0".join(made_by).encode()).hexdigest(),
        read={table: hashes[table] for table, is_read in tables.items() if is_read},
        unread={table: hashes[table] for table, is_read in tables.items() if not is_read},
    )


def reuse(folder: Path, last: Manifest, name: str, path: Path) -> bool:
    """Put the file published last where it is to be published again; False where it is not that file any more."""
    held = folder / name
    try:
        if fingerprint(held) != last["files"].get(name):
            return False
        os.link(held, path)
    except OSError:  # deleted, or on a disk that knows no links
        return False
    return True


def _hash(dataset: "Dataset", table: str) -> str:
    dataset.connection.execute("SET VARIABLE relation = $value", {"value": table})
    ((found,),) = dataset.run("dataset/hash")
    return str(found)
