"""What to write into the file of overrides beside an incident file, when the editor knows better."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from extractors.records import COPY_KINDS

from .overrides import OWN

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
