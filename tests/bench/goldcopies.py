"""A folder of articles with gold pairs and tellings -> what can be scored; one clear line for what cannot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UseError
from flows import stages

from .pairs import DATES, EXPECTED, KINDS, Row, accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What a folder holds; no tellings where their gold is not known."""

    articles: list[Row]
    pairs: list[Row]
    tellings: dict[str, Row]


def load(folder: Path) -> Data:
    """Return what the folder holds. Raises UseError where a line cannot be used: the figures without it would be others."""
    if not folder.is_dir():
        raise UseError(f"DATA: expected a folder with articles.jsonl and gold_pairs.jsonl, not {str(folder)!r}")
    articles = _lines(folder / "articles.jsonl", ("url", "text"), "url")
    known = {row["url"] for row in articles}
    return Data(
        articles=articles,
        pairs=_pairs(folder / "gold_pairs.jsonl", known),
        tellings=_tellings(folder / "gold_tellings.jsonl", known),
    )


def _lines(path: Path, needs: tuple[str, ...], unique: str | None = None) -> list[Row]:
    found = stages.Lines(path, needs, unique=unique)
    rows = list(found)
    if found.bad or not rows:
        raise UseError(f"{path}: " + (f"{found.bad} lines cannot be used" if found.bad else "holds no lines"))
    return rows


def _pairs(path: Path, known: set[str]) -> list[Row]:
    rows = _lines(path, ("a", "b", "kind", "expect"))
    times = Counter(frozenset((row["a"], row["b"])) for row in rows)
    for row in rows:
        named = f"{path}: {row['a']} of {row['b']}"
        _expect(named, "expect", row["expect"], EXPECTED)
        _expect(named, "dates", row.get("dates"), (None, *DATES))
        for kind in accepted(row) if row["expect"] == "must" else ():
            _expect(named, "accept", kind, (*KINDS, "shares_quotation"))
        if row["a"] == row["b"] or not {row["a"], row["b"]} <= known:
            raise UseError(f"{named}: expected two addresses of articles.jsonl")
        if times[frozenset((row["a"], row["b"]))] > 1:
            raise UseError(f"{named}: this pair has two lines")
    return rows


def _expect(named: str, key: str, value: object, allowed: Iterable[str | None]) -> None:
    if value not in allowed:
        raise UseError(f"{named}: {key}: expected {' or '.join(filter(None, allowed))}, not {value!r}")


def _tellings(path: Path, known: set[str]) -> dict[str, Row]:
    if not path.exists():
        return {}
    rows = {row["url"]: row for row in _lines(path, ("url", "telling"), "url")}
    originals = Counter(row["telling"] for row in rows.values() if row.get("is_original") is True)
    for row in rows.values():
        if originals[row["telling"]] != 1:
            raise UseError(f"{path}: {row['telling']}: expected one original, not {originals[row['telling']]}")
    if without := known - rows.keys():
        raise UseError(f"{path}: {len(without)} of the articles have no line, such as {min(without)}")
    if unknown := rows.keys() - known:
        raise UseError(f"{path}: {len(unknown)} addresses are no articles, such as {min(unknown)}")
    return rows
