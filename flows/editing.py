"""What to write into the file of overrides beside an incident file, when the editor knows better, and where that is."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractors.records import COPY_KINDS

from .incident import INCIDENTS
from .overrides import NAME, OWN

_WHY = "say here why"


def pair(url: str, of_url: str, kind: str | None, *, same_language: bool, is_known: bool) -> dict[str, str]:
    """Return tables by what they would say of two articles, A and B; `is_known` is whether A is said to retell B."""
    is_copy = kind in COPY_KINDS
    stated = kind if is_copy else "near_copy" if same_language else "translated_copy"
    found = {}
    if is_copy:
        found["neither has it from the other"] = _table("pairs", url=url, of_url=of_url, copy=False, why=_WHY)
    if not (is_copy and is_known):
        found["A retells B"] = _table("pairs", url=url, of_url=of_url, kind=stated, why=_WHY)
    found["B retells A"] = _table("pairs", url=of_url, of_url=url, kind=stated, why=_WHY)
    return found


def article(row: Mapping[str, Any]) -> str:
    """Return a table with what the dataset says of an article, to be changed; the rest is to be taken out."""
    return _table("articles", url=row["url"], **dict(_stated(row)), why=_WHY)


def _stated(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if row["published_text"]:
        yield "published", row["published_text"]
    if "." in row["outlet"]:  # files without an address have none
        yield "outlet", row["outlet"]
    yield "relevant", True
    yield "telling", row["telling"] if row["of_url"] else OWN


def _table(name: str, **values: Any) -> str:
    # A JSON string is a TOML string too, but for DEL, which no address and no date holds.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join([f"[[{name}]]", *lines])


def file_for(dataset: Path) -> str:
    """Return the file of overrides of a dataset's folder: the one that is there, or that would be read.

    No dataset holds the path of its incident file. Where that lies in neither of the usual places, the name must do.
    """
    incident = _incident_file(dataset)
    if incident is None:
        return f"{dataset.name}.{NAME}"
    shared = incident.with_name(NAME)
    file = shared if shared.exists() else incident.with_name(f"{incident.stem}.{NAME}")
    near = os.path.relpath(file)
    return near if not near.startswith(os.pardir) else str(file)


def _incident_file(dataset: Path) -> Path | None:
    try:  # the demo's lies in its sample web
        return Path(json.loads((dataset / "demo.json").read_text(encoding="utf-8"))["sample"]) / "incident.toml"
    except (OSError, ValueError, TypeError, KeyError):  # no demo, or its notes were spoilt: it is told by its name
        file = INCIDENTS / f"{dataset.name}.toml"
        return file if file.is_file() else None
