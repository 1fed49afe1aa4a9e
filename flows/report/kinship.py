"""Which articles and relations the graph of retellings shows: of every article the best source only."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.dataset import Row

MOST_NODES = 240  # more lines than this are a cloud


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line of the graph."""

    url: str
    of_url: str
    kind: str
    is_known: bool  # whether it has an arrow
    is_abroad: bool  # whether it leads from one language into another


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """What of the graph is shown."""

    articles: Sequence[Row]  # by date
    edges: Sequence[Edge]
    left_out: int  # articles that are related by less than somebody's best, or found no room
    alone: int  # articles that have nothing to do with any other


def kinship(articles: Sequence[Row], relations: Sequence[Row], most: int = MOST_NODES) -> Kinship:
    """Return what the graph shows of a dataset; `relations` have the best of each article first."""
    edges = [*_known(relations), *_unknown(relations)]
    joined = {row["url"] for row in articles if (row["in_telling"] or 0) > 1}
    related = joined | {row[side] for row in relations for side in ("url", "of_url")}
    here = [row for row in articles if row["url"] in related]
    linked = joined | {url for edge in edges for url in (edge.url, edge.of_url)}
    kept = _weightiest([row for row in here if row["url"] in linked], edges, most)
    return Kinship(
        articles=[row for row in here if row["url"] in kept],
        edges=[edge for edge in edges if edge.url in kept and edge.of_url in kept],
        left_out=len(here) - len(kept),
        alone=len(articles) - len(here),
    )


def _edge(row: Row) -> Edge:
    return Edge(
        url=row["url"],
        of_url=row["of_url"],
        kind=row["kind"],
        is_known=row["direction"] == "known",
        is_abroad=row["language"] != row["of_language"],
    )


def _known(relations: Iterable[Row]) -> list[Edge]:
    best: dict[str, Row] = {}
    for row in relations:
        if row["direction"] == "known":
            best.setdefault(row["url"], row)
    return [_edge(row) for row in best.values()]


def _unknown(relations: Iterable[Row]) -> list[Edge]:
    """Return the closest pair of every article that has no source, where nobody can tell who had it first."""
    have = {row["url"] for row in relations if row["direction"] == "known"}
    edges: list[Edge] = []
    pairs = [row for row in relations if row["direction"] != "known"]
    for row in sorted(pairs, key=lambda row: -(row["text_share"] or 0)):
        if not {row["url"], row["of_url"]} <= have:
            edges.append(_edge(row))
            have |= {row["url"], row["of_url"]}
    return edges


def _weightiest(articles: Sequence[Row], edges: Sequence[Edge], most: int) -> set[str]:
    """Return the addresses of those with most relations, and of those that hang on them."""
    if len(articles) <= most:
        return {row["url"] for row in articles}
    degrees: Counter[str] = Counter(url for edge in edges for url in (edge.url, edge.of_url))
    sources: Mapping[str, str] = {edge.url: edge.of_url for edge in edges}
    ranked = sorted(
        (row["url"] for row in articles), key=lambda url: -max(degrees[url], degrees[sources.get(url, url)])
    )
    return set(ranked[:most])
