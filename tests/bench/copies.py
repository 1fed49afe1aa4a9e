"""How well and how dearly retellings are found: the scores on a folder of data, what was lost and why, CPU an article.

    make bench-copies DATA=FOLDER
    python -m tests.bench.copies FOLDER [--worst 8]

FOLDER holds articles.jsonl, the input of `retold deduplicate`: {"url", "text"} and what else is known; gold_pairs.jsonl:
{"a", "b", "kind", "expect"} and where known "class", "accept", "dates", `a` the later text, `b` its source, `expect` must,
must_not or may; and, if it is known, gold_tellings.jsonl: {"url", "language", "telling", "is_original"}. How figures are
counted stands in pairs.py and voices.py. The last line holds them as key=value. Exit status 2: the data cannot be used.
"""

import argparse
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from extractors.errors import UseError
from flows.articlelines import take_in
from flows.dataset import Dataset
from flows.progress import harmless
from flows.relate import relate

from . import goldcopies, lost, pairs, voices
from .costs import Costs
from .pairs import Figures, Judged, Row
from .reading import print_table, shown

MOST_WORST = 8


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", default=os.environ.get("DATA", ""), help="or DATA in the environment")
    options.add_argument("--worst", type=int, default=MOST_WORST, help="pairs of each sort named (%(default)s)")
    chosen = options.parse_args()
    logging.disable(logging.CRITICAL)
    try:
        data = goldcopies.load(Path(chosen.folder or " "))
        figures = bench(data, max(0, chosen.worst))
    except UseError as error:
        print(f"bench-copies: {harmless(str(error))}", file=sys.stderr)
        return 2
    print(" ".join(f"{name}={shown(value)}" for name, value in figures.items()))
    return 0


def bench(data: goldcopies.Data, most: int) -> Figures:
    """Return all figures, after printing them as tables."""
    with Dataset() as dataset:
        costs = Costs()
        with costs.of("load"):
            take_in(dataset, data.articles)
        costs.relate(dataset, relate)
        judged = pairs.judge(data.articles, data.pairs, dataset.rows("relate/pairs_out"))
        given = {row["url"]: row for row in dataset.rows("relate/tellings_out")}
        figures: Figures = {"articles": len(data.articles), "pairs_given": len(judged.given), "must": len(judged.must)}
        figures |= print_kinds(judged) | print_classes(judged) | print_false(judged) | print_direction(judged)
        if data.tellings:
            figures |= print_tellings(data.tellings, given, most)
        print_worst(dataset, judged, most)
    return figures | print_costs(costs, len(data.articles))


def print_kinds(judged: Judged) -> Figures:
    found = pairs.kind_figures(judged)
    heads = {"must": "must", "right": "found", "any": "any", "given": "given"}
    heads |= {"precision": "P", "recall": "R", "f1": "F1"}
    print_table(["kind", *heads.values()], ([name, *(row[key] for key in heads)] for name, row in found.items()))
    copy = found.pop("copy")
    named = {f"{kind}_{name}": row[name] for kind, row in found.items() for name in ("precision", "recall", "f1")}
    whole = {name: copy[name] for name in ("precision", "recall", "f1")}
    return named | whole | {"recall_kind_right": pairs.ratio(copy["right"] or 0, copy["must"] or 0)}


def print_classes(judged: Judged) -> Figures:
    found = pairs.class_figures(judged, by_language=True)
    heads = {"must": "must", "right": "found", "any": "any", "recall": "R"}
    print_table(["class", *heads.values()], ([name, *(row[key] for key in heads)] for name, row in found.items()))
    whole = pairs.class_figures(judged, by_language=False)
    return {f"recall_{name}": row["recall"] for name, row in whole.items()}


def print_false(judged: Judged) -> Figures:
    found = pairs.false_figures(judged)
    print(f"copy labels on independent reports: {found['false_same_incident']} of {found['same_incident_pairs']}")
    print(f"copy labels on pairs that have nothing to do with one another: {found['false_other']}")
    print(f"pairs that share a quotation, which is no copy: {found['shares_quotation']}\n")
    return found


def print_direction(judged: Judged) -> Figures:
    found = pairs.direction_figures(judged)
    heads = ("found", "right", "wrong", "unknown", "answered", "accuracy")
    print_table(["direction, dates", *heads], ([name, *(row[key] for key in heads)] for name, row in found.items()))
    counts = {f"direction_{name}": found["all"][name] for name in ("right", "wrong", "unknown")}
    shares = {
        f"direction_{name}" + ("" if dates == "all" else f"_{dates}"): row[name]
        for dates, row in found.items()
        for name in ("accuracy", "answered")
    }
    return counts | shares


def print_tellings(gold: Mapping[str, Row], given: Mapping[str, Row], most: int) -> Figures:
    found, by_language = voices.telling_figures(gold, given), voices.voice_figures(gold, given)
    print_table(["tellings", ""], ([name.replace("_", " "), value] for name, value in found.items()))
    heads = ("articles", "given", "true", "error")
    print_table(["voices", *heads], ([name, *(row[key] for key in heads)] for name, row in by_language.items()))
    for one in [one for one in voices.originals(gold, given) if one.verdict != "right"][:most]:
        print(harmless(f"original {one.verdict}: {one.url} (given: {', '.join(one.marked) or 'none'})"))
    for what, parts in (("joined", voices.mixed(given, gold)), ("split", voices.mixed(gold, given))):
        for size, telling, others in parts[:most]:
            print(harmless(f"{what}: {telling}, {size} articles of {others} tellings"))
    print()
    names = {"mean": "language"}
    errors = {f"voices_error_{names.get(name, name)}": row["error"] for name, row in by_language.items()}
    return found | errors


def print_worst(dataset: Dataset, judged: Judged, most: int) -> None:
    _print_why(dataset, judged, "lost, or of another kind", [(row["a"], row["b"]) for row in judged.missed()], most)
    false = [tuple(sorted(pair)) for pair in judged.false_same_incident() + judged.false_other()]
    _print_why(dataset, judged, "labelled, and no copies", false, most)


def _print_why(dataset: Dataset, judged: Judged, what: str, found: Sequence[tuple[str, ...]], most: int) -> None:
    print(f"{what}: {len(found)}" + (f", the first {most} and why" if len(found) > most else ""))
    for here, there in found[:most]:
        gold, given = (side.get(frozenset((here, there))) for side in (judged.gold, judged.given))
        kind = given["kind"] if given else None
        print(harmless(f"{pairs.class_of(gold) if gold else 'other'}: {here} of {there} (given: {kind or 'nothing'})"))
        for line in lost.why(dataset, here, there, kind):
            print(f"      {harmless(line)}")
    print()


def print_costs(costs: Costs, articles: int) -> Figures:
    rows = costs.an_article_ms(articles)
    print_table(["CPU ms an article", ""], rows.items())
    return {f"{name.replace(' ', '_')}_ms": value for name, value in rows.items()}


if __name__ == "__main__":
    sys.exit(main())
