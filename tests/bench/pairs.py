"""What was said of pairs of articles against their gold: kinds, classes, false copies and who retells whom.

A must pair is found with whatever copy label, and right with a kind that its gold accepts. Precision of a kind is the
share of the pairs given it that are must pairs and accept it, that of all kinds the share that are must pairs at all; pairs
that may be labelled are left out of everything. Every pair without a gold line is a negative. Direction counts over the must
pairs found, by what their two dates tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.records import COPY_KINDS

Row = dict[str, Any]
Figures = dict[str, float | int | None]  # None: there is nothing to count
Pair = frozenset[str]

KINDS = ("same_page", *COPY_KINDS)  # an article and its other address count as a copy where a gold has them so
DATES = ("known", "day", "missing", "wrong")
EXPECTED = ("must", "must_not", "may")


@dataclass(frozen=True)
class Judged:
    """The gold pairs and what was said of them, by the two addresses."""

    languages: Mapping[str, str]  # of each article
    gold: Mapping[Pair, Row]
    given: Mapping[Pair, Row]

    @property
    def must(self) -> dict[Pair, Row]:
        return {pair: row for pair, row in self.gold.items() if row["expect"] == "must"}

    @property
    def labels(self) -> dict[Pair, str]:
        """The copy labels given; a shared quotation is none."""
        return {pair: row["kind"] for pair, row in self.given.items() if row["kind"] in KINDS}

    @property
    def scored(self) -> dict[Pair, str]:
        return {pair: kind for pair, kind in self.labels.items() if self._expected(pair) != "may"}

    def is_right(self, pair: Pair) -> bool:
        row = self.gold.get(pair)
        return row is not None and row["expect"] == "must" and self.labels.get(pair) in accepted(row)

    def missed(self) -> list[Row]:
        """Return the must pairs that are not right, one of each class in turn."""
        turns: Counter[str] = Counter()
        found = []
        for pair, row in self.must.items():
            if not self.is_right(pair):
                turns[class_of(row)] += 1
                found.append((turns[class_of(row)], class_of(row), row))
        return [row for _, _, row in sorted(found, key=lambda item: item[:2])]

    def false_same_incident(self) -> list[Pair]:
        return sorted((pair for pair in self.labels if self._expected(pair) == "must_not"), key=sorted)

    def false_other(self) -> list[Pair]:
        return sorted((pair for pair in self.labels if pair not in self.gold), key=sorted)

    def _expected(self, pair: Pair) -> str:
        return str(self.gold[pair]["expect"]) if pair in self.gold else "none"


def judge(articles: Iterable[Row], gold: Iterable[Row], given: Iterable[Row]) -> Judged:
    return Judged(
        languages={row["url"]: row.get("language") or "und" for row in articles},
        gold={frozenset((row["a"], row["b"])): row for row in gold},
        given={frozenset((row["url"], row["of_url"])): row for row in given},
    )


def accepted(row: Row) -> set[str]:
    return set(row.get("accept") or [row["kind"]])


def class_of(row: Row) -> str:
    return str(row.get("class") or row["kind"])


def ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def harmonic(precision: float | None, recall: float | None) -> float | None:
    """Return F1: 0 where nothing was found, None without a precision or a recall."""
    if recall == 0:
        return 0.0
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall)


def kind_figures(judged: Judged) -> dict[str, Figures]:
    """Return figures for each kind that is in the gold or was given, and for all copy labels as one ("copy")."""
    found = {}
    for kind in KINDS:
        must = [pair for pair, row in judged.must.items() if row["kind"] == kind]
        given = [pair for pair, label in judged.scored.items() if label == kind]
        if must or given:
            right = sum(map(judged.is_right, given))
            found[kind] = _figures(judged, must, right, len(given), sum(map(judged.is_right, must)))
    anyhow = sum(pair in judged.labels for pair in judged.must)
    true = sum(pair in judged.must for pair in judged.scored)
    return found | {"copy": _figures(judged, list(judged.must), true, len(judged.scored), anyhow)}


def _figures(judged: Judged, must: Sequence[Pair], right: int, given: int, found: int) -> Figures:
    precision, recall = ratio(right, given), ratio(found, len(must))
    return {
        "must": len(must),
        "right": sum(map(judged.is_right, must)),
        "any": sum(pair in judged.labels for pair in must),
        "given": given,
        "precision": precision,
        "recall": recall,
        "f1": harmonic(precision, recall),
    }


def class_figures(judged: Judged, *, by_language: bool) -> dict[str, Figures]:
    """Return figures for each class of must pairs; by the two languages too, where they differ."""
    classes: dict[str, list[Pair]] = defaultdict(list)
    for pair, row in judged.must.items():
        here, there = judged.languages[row["a"]], judged.languages[row["b"]]
        between = f" {here}<-{there}" if by_language and here != there else ""
        classes[class_of(row) + between].append(pair)
    found: dict[str, Figures] = {}
    for name, members in sorted(classes.items()):
        right = sum(map(judged.is_right, members))
        given = sum(pair in judged.labels for pair in members)
        found[name] = {"must": len(members), "right": right, "any": given, "recall": ratio(right, len(members))}
    return found


def false_figures(judged: Judged) -> Figures:
    expected = Counter(row["expect"] for row in judged.gold.values())
    return {
        "false_same_incident": len(judged.false_same_incident()),
        "same_incident_pairs": expected["must_not"],
        "false_other": len(judged.false_other()),
        "shares_quotation": sum(row["kind"] == "shares_quotation" for row in judged.given.values()),
        "missed": len(judged.missed()),
    }


def direction_figures(judged: Judged) -> dict[str, Figures]:
    """Return figures for all must pairs found ("all") and for those of each sort of dates."""
    answers: dict[str, Counter[str]] = {name: Counter() for name in ("all", *DATES)}
    for pair, row in judged.must.items():
        if pair in judged.labels:
            answer = _direction(judged.given[pair], row["a"])
            answers["all"][answer] += 1
            if row.get("dates"):
                answers[row["dates"]][answer] += 1
    return {name: _answered(counts) for name, counts in answers.items()}


def _direction(given: Row, retelling: str) -> str:
    if given.get("direction") in (None, "", False, "unknown"):
        return "unknown"
    return "right" if given["url"] == retelling else "wrong"


def _answered(counts: Counter[str]) -> Figures:
    answers = counts["right"] + counts["wrong"]
    return {
        "found": counts.total(),
        "right": counts["right"],
        "wrong": counts["wrong"],
        "unknown": counts["unknown"],
        "answered": ratio(answers, counts.total()),
        "accuracy": ratio(counts["right"], answers),
    }
