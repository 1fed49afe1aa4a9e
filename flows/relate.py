"""Articles of a dataset -> pairs of articles and tellings."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from extractors import direction, mirrors, siblings, tellings
from extractors.deduplicate import FEWEST_SENTENCES
from extractors.records import Overrides, Relation

from . import edits, leftovers, originals, variants
from . import sides as known
from .dataset import Dataset, Row
from .relations import METHOD, relate_texts, stream
from .running import RunBatches, one_after_another

logger = logging.getLogger(__name__)

MOST_ARTICLES = 50  # with one and the same text that are paired with one another, not only with the first of them
MOST_RELATED = 10  # of these, that are paired with articles of another text
ROWS_A_LOAD = 20_000

_TELLINGS = pa.schema(
    [
        *((name, pa.string()) for name in ("url", "telling", "of_url", "presumed_evidence")),
        *((name, pa.bool_()) for name in ("is_original", "presumed_retelling")),
    ]
)


def relate(
    dataset: Dataset,
    run_batches: RunBatches = one_after_another,
    *,
    began: date | None = None,
    fold: bool = True,
    overrides: Overrides | None = None,
) -> None:
    """Bring core.relations up to date with the articles, then core.pairs and core.tellings.

    Both are as if they were made anew of all articles: only those that hang together with something new are, unless an
    editor has a say.

    A date from before the incident `began` says nothing of who retold whom: nobody can have told it then. `fold` says
    whether articles that turn out to be another address of one become its aliases. What an editor says comes last:
    which addresses are one article does not depend on it, for that could not be undone.
    """
    relate_texts(dataset, run_batches)
    dataset.run("overrides/forget")
    known.touch(dataset, began, anew=bool(overrides and overrides.tables))
    sides = known.articles(dataset, began)
    _pair_articles(dataset, sides)
    for url in _fold(dataset, sides) if fold else ():
        del sides[url]
    said = edits.meet(dataset, overrides or Overrides())
    if said.change_articles:
        sides = known.articles(dataset, began)
        _pair_articles(dataset, sides)
    edits.put_pairs(dataset, said, _languages(sides))
    _gather_tellings(dataset, sides, said)
    if not said.overrides.tables:
        dataset.run("relate/add_related")
    dataset.run("relate/capped", method=METHOD, most_articles=MOST_ARTICLES)


def _languages(sides: Mapping[str, Row]) -> dict[str, str]:
    return {url: row["language"] for url, row in sides.items()}


def _pair_articles(dataset: Dataset, sides: Mapping[str, Row]) -> None:
    """Say of each relation which articles it is between, and who retells whom."""
    dataset.run("relate/forget_pairs")
    limits = {"most_articles": MOST_ARTICLES, "most_related": MOST_RELATED}
    for rows in stream(dataset, "relate/article_pairs", ROWS_A_LOAD, method=METHOD, **limits):
        pairs = [_pair(_side(sides[row[0]]), _side(sides[row[1]]), *row[2:]) for row in rows]
        dataset.load("relate/add_pairs", pa.Table.from_pylist(pairs, edits.PAIRS))


def _fold(dataset: Dataset, sides: Mapping[str, Row]) -> Sequence[str]:
    """Return the articles that were only other addresses of others; they are aliases now."""
    addresses = {
        url: mirrors.Address(url=url, outlet=row["outlet"], canonical=row["canonical"]) for url, row in sides.items()
    }
    folded: dict[str, str] = {}
    for url, of_url, share, of_share in dataset.run("relate/same_words", share=mirrors.SAME_SHARE):
        alias = mirrors.alias(addresses[url], addresses[of_url], share, of_share)
        article = _last(folded, of_url if alias == url else url)
        if alias is not None and article != alias:
            folded.setdefault(alias, article)
    rows = [{"url": url, "of_url": _last(folded, url)} for url in folded]
    if rows:
        dataset.load("relate/fold", pa.Table.from_pylist(rows))
    return list(folded)


def _last(folded: Mapping[str, str], url: str) -> str:
    """Return the article at the end of a row of aliases."""
    while url in folded:
        url = folded[url]
    return url


def _side(row: Row) -> direction.Side:
    return direction.Side(**{name: row[name] for name in direction.Side.__dataclass_fields__})


def _pair(
    one: direction.Side,
    other: direction.Side,
    kind: Any,
    score: float,
    share: float,
    of_share: float,
    evidence: str,
    *names: bool | None,
) -> Row:
    relation = Relation(
        evidence_sha256="",
        of_evidence_sha256="",
        method_version=METHOD,
        kind=kind,
        score=score,
        text_share=share,
        of_text_share=of_share,
        evidence=evidence,
    )
    found = direction.judge(one, other, relation, (bool(names[0]), bool(names[1])))
    if found.retelling == other.url or (not found.known and other.url < one.url):
        one, other = other, one
        relation = replace(relation, text_share=of_share, of_text_share=share, evidence=edits.turned(evidence))
    return {
        "url": one.url,
        "of_url": other.url,
        "kind": kind,
        "score": score,
        "text_share": relation.text_share,
        "of_text_share": relation.of_text_share,
        "direction": "known" if found.known else "unknown",
        "cue": found.cue,
        "confidence": found.confidence,
        "evidence": relation.evidence,
    }


def _gather_tellings(dataset: Dataset, sides: Mapping[str, Row], said: edits.Edits) -> None:
    articles = [
        tellings.Article(**{name: row[name] for name in tellings.Article.__dataclass_fields__})
        for row in sides.values()
    ]
    placed = originals.place(articles, _settled(dataset, sides), said.originals, said.alone)
    edits.put_edges(dataset, said, placed.edges, _languages(sides))
    rows = tellings.build(articles, placed.pairs, set(said.originals.values()), known.outlets(dataset))
    dataset.run("relate/forget_tellings")
    dataset.load("relate/add_tellings", pa.Table.from_pylist(rows, _TELLINGS))
    edits.note(dataset, said, placed.without)


def _settled(dataset: Dataset, sides: Mapping[str, Row]) -> list[tellings.Pair]:
    """Return the pairs of copies, with the directions that only all of them together show."""
    held = {(row["url"], row["of_url"]): tellings.Pair(**row) for row in dataset.rows("relate/copies")}
    changes = variants.compare(dataset, held.values(), _languages(sides))
    changes |= leftovers.compare(dataset, held.values(), sides)
    settled = siblings.settle(held.values(), dataset.run("relate/quotations"), changes)
    rows = [
        {
            "url": pair.url,
            "of_url": pair.of_url,
            "kind": pair.kind,
            "direction": "known" if pair.known else "unknown",
            "cue": pair.cue,
            "confidence": direction.CONFIDENCE[pair.cue] if pair.known else 0.0,
            "turned": (pair.url, pair.of_url) not in held,
        }
        for pair in settled
        if held.get((pair.url, pair.of_url)) != pair
    ]
    if rows:
        dataset.load("relate/settle", pa.Table.from_pylist(rows))
    return settled


def undecided(dataset: Dataset, remedy: str) -> Iterator[str]:
    """Yield a line for each reason why nobody can tell of texts whether they are copies in other words.

    No row of theirs could say so. `remedy` is what lets texts in languages that are not read here be read.
    """
    ((unread, short),) = dataset.run("relate/undecided", method=METHOD, fewest_sentences=FEWEST_SENTENCES)
    if unread:
        yield (
            f"undecided: {unread} texts are in languages that are not read here, and were compared by their words "
            f"alone; {remedy}"
        )
    if short:
        yield f"undecided: {short} texts of under {FEWEST_SENTENCES} sentences may be copies in other words"
