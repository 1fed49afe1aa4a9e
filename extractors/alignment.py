"""The sentence vectors of two texts -> which sentence stands for which, and how much of each text that covers."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .vectors import LINK, Vectors

_CLOSE = 0.55  # close enough to count whatever the order
_SAME_WORDS = 0.6  # of one quotation in two languages
_SAID = 0.5  # of a sentence in quotation marks: "...", she said
_CHAIN_BASE = 0.4
_CHAIN_GAP = 0.08  # what a sentence passed over takes from a chain
_GAP = 2  # sentences between two covered ones that are covered too: translators part and join them
_REACH = 40  # links back that a passage may continue from

Link = tuple[int, int, float]  # position here, position there, cosine


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How far two texts say the same sentence by sentence."""

    covered: float  # smaller share of characters outside quotations that links in the same order cover
    share: float  # of the first text, counting one or two sentences between covered ones
    of_share: float
    links: int  # in the same order
    close_covered: float  # as `covered`, by close links alone, in whatever order
    close_links: int
    any_share: float  # as `share`, by all links in whatever order, and nothing between them
    of_any_share: float
    similarity: float  # mean of each sentence's best cosine, of the worse side
    passage: float  # strength of the best passage: links close together count, gaps cost
    passage_links: int
    told_passage: float  # as `passage`, without sentences that are mostly quotation on both sides
    quotations: int  # close links between quotations, counted nowhere else
    sentences: NDArray[np.bool_]  # of the first text, an entry each: linked in the same order
    of_sentences: NDArray[np.bool_]
    any_sentences: NDArray[np.bool_]  # linked in whatever order
    of_any_sentences: NDArray[np.bool_]


def align(
    one: Vectors, other: Vectors, weight: NDArray[np.int64], of_weight: NDArray[np.int64],
    in_marks: NDArray[np.float64], of_in_marks: NDArray[np.float64],
) -> Alignment:  # fmt: skip
    """Return the alignment of two texts that have sentences; links between quotations are left out.

    `in_marks` is the share of each sentence that stands in quotation marks.
    """
    cosines = one @ other.T
    mutual = _mutual(cosines)
    quoted, of_quoted = in_marks == 1, of_in_marks == 1
    found = [link for link in mutual if not (quoted[link[0]] and of_quoted[link[1]])]
    told = {link for link in found if min(in_marks[link[0]], of_in_marks[link[1]]) < _SAID}
    ordered = _in_order(found)
    close = [link for link in found if link[2] >= _CLOSE]
    here, there = _both(ordered, one, other)
    close_here, close_there = _both(close, one, other)
    any_here, any_there = _both(found, one, other)
    passage, passage_links = _passage(mutual, set(found))
    return Alignment(
        covered=min(_share(here, weight), _share(there, of_weight)),
        share=_share(_filled(here), weight),
        of_share=_share(_filled(there), of_weight),
        links=len(ordered),
        close_covered=min(_share(close_here, weight), _share(close_there, of_weight)),
        close_links=len(close),
        any_share=_share(any_here, weight),
        of_any_share=_share(any_there, of_weight),
        similarity=float(min(cosines.max(1).mean(), cosines.max(0).mean())),
        passage=passage,
        passage_links=passage_links,
        told_passage=_passage(mutual, told)[0],
        quotations=sum(cosine >= _SAME_WORDS for here, there, cosine in mutual if quoted[here] and of_quoted[there]),
        sentences=here,
        of_sentences=there,
        any_sentences=any_here,
        of_any_sentences=any_there,
    )


def _mutual(cosines: Vectors) -> list[Link]:
    """Return the pairs of sentences that are nearest to one another, by their place in the first text."""
    nearest, of_nearest = cosines.argmax(1), cosines.argmax(0)
    return [
        (here, int(there), float(cosines[here, there]))
        for here, there in enumerate(nearest)
        if of_nearest[there] == here and cosines[here, there] >= LINK
    ]


def _in_order(links: list[Link]) -> list[Link]:
    """Return the most links that stand in the same order in both texts."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, there, _) in enumerate(links):
        place = bisect_left(ends, there)
        ends[place : place + 1] = [there]
        last[place : place + 1] = [index]
        before.append(last[place - 1] if place else -1)
    chosen, index = [], last[-1] if last else -1
    while index >= 0:
        chosen.append(links[index])
        index = before[index]
    return chosen[::-1]


def _passage(links: list[Link], counted: set[Link]) -> tuple[float, int]:
    """Return strength and number of links of the best passage.

    A quotation that both have in its place adds nothing to the passage around it, and leaves no gap in it.
    """
    ends: list[tuple[int, int, float, int]] = []  # the best passage that ends with each link
    for link in links:
        here, there, cosine = link
        strength, count = max(_continued(ends, here, there), default=(0.0, 0))
        if link in counted:
            strength, count = strength + cosine - _CHAIN_BASE, count + 1
        ends.append((here, there, strength, count))
    return max(((strength, count) for _, _, strength, count in ends), default=(0.0, 0))


def _continued(ends: list[tuple[int, int, float, int]], here: int, there: int) -> list[tuple[float, int]]:
    """Return what is left of the earlier passages that a link can continue, if anything."""
    left = [
        (strength - _CHAIN_GAP * (here - before - 1 + there - of_before - 1), count)
        for before, of_before, strength, count in ends[-_REACH:]
        if before < here and of_before < there
    ]
    return [end for end in left if end[0] > 0]


def _both(links: list[Link], one: Vectors, other: Vectors) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which sentences of either text are linked."""
    return _marks(links, 0, len(one)), _marks(links, 1, len(other))


def _marks(links: list[Link], side: int, count: int) -> NDArray[np.bool_]:
    marks = np.zeros(count, np.bool_)
    marks[[int(link[side]) for link in links]] = True
    return marks


def _filled(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    filled = marks.copy()
    for gap in range(2, _GAP + 2):
        here, there = marks[:-gap], marks[gap:]
        for step in range(1, gap):
            filled[step : len(marks) - gap + step] |= here & there
    return filled


def _share(marks: NDArray[np.bool_], weight: NDArray[np.int64]) -> float:
    total = weight.sum()
    return float(weight[marks].sum() / total) if total else 0.0
