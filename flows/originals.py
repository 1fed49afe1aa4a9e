"""What the editor says of tellings -> the pairs that they follow from. Pure; order cannot matter."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extractors.records import COPY_KINDS
from extractors.tellings import EDITOR, Article, Pair, build

Row = Mapping[str, Any]
Edge = tuple[str, str]  # url, of_url


@dataclass(frozen=True, slots=True)
class Placed:
    """What the tellings are to be built of."""

    pairs: list[Pair]
    edges: list[Edge]  # of these, the ones that only the editor knows of
    without: Mapping[str, Row]  # url -> its row of core.tellings, were it not for the editor


def place(
    articles: Sequence[Article], pairs: Sequence[Pair], originals: Mapping[str, str], alone: Collection[str]
) -> Placed:
    """Return the pairs by which every article is in the telling of its original.

    `originals` are url -> original, of those whose telling the editor has set; the original may be itself. `alone` are
    those that he calls voices of their own: no sibling belongs to them, only what retells them.

    An original has no source. An article keeps its nearest source where that leads to its original, and comes from the
    original itself otherwise; then what it had in common with others, without anybody knowing who was first, joins it
    to their tellings no longer.
    """
    if not originals:
        return Placed(list(pairs), [], {})
    without = {str(row["url"]): row for row in build(articles, pairs)}
    edges = [
        (url, original)
        for url, original in sorted(originals.items())
        if url != original and not _leads_to(url, original, without, originals)
    ]
    moved = {url for url, original in originals.items() if without[url]["telling"] != without[original]["telling"]}
    sourceless = {*originals.values(), *(url for url, _ in edges)}
    kept = _kept(pairs, sourceless, moved | set(alone), edges)
    return Placed([*kept, *(_edge(edge, pairs) for edge in edges)], edges, without)


def _leads_to(url: str, original: str, without: Mapping[str, Row], originals: Mapping[str, str]) -> bool:
    """Say whether the nearest sources lead from an article to its original."""
    source = without[url]["of_url"]
    while source is not None and source not in originals.values():
        if source in originals:
            return originals[source] == original
        source = without[source]["of_url"]
    return bool(source == original)


def _kept(pairs: Iterable[Pair], sourceless: set[str], apart: set[str], edges: Collection[Edge]) -> Iterator[Pair]:
    said = {frozenset(edge) for edge in edges}
    for pair in pairs:
        if frozenset((pair.url, pair.of_url)) in said:
            continue
        if pair.url not in sourceless if pair.known else apart.isdisjoint((pair.url, pair.of_url)):
            yield pair


def _edge(edge: Edge, pairs: Iterable[Pair]) -> Pair:
    """Return the pair of an article and its original, as much of it as was found; the whole of it in any case."""
    url, of_url = edge
    found = next((pair for pair in pairs if {pair.url, pair.of_url} == {url, of_url}), None)
    if found is None or found.kind not in COPY_KINDS:
        return Pair(
            url=url,
            of_url=of_url,
            kind="near_copy",
            score=1.0,
            text_share=1.0,
            of_text_share=1.0,
            known=True,
            cue=EDITOR,
            words=0,
        )
    return replace(found, url=url, of_url=of_url, text_share=1.0, known=True, cue=EDITOR)
