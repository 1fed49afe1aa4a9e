"""Two texts in different languages -> the sentences that stand for one another, with their cosines."""

from dataclasses import dataclass

import numpy as np

from extractors.alignment import Alignment
from extractors.deduplicate import Text
from extractors.vectors import LINK


@dataclass(frozen=True, slots=True)
class Linked:
    """A sentence of either text; neither has a nearer one in the other."""

    position: int
    of_position: int
    cosine: float
    text: str
    of_text: str


def linked(one: Text, other: Text, found: Alignment, *, reordered: bool) -> list[Linked]:
    """Return the sentences that stand for one another, as they follow in the first text; in order, or in any."""
    if reordered:
        places = np.flatnonzero(found.any_sentences)
        nearest = (one.vectors[places] @ other.vectors.T).argmax(1)
        return [_linked(one, other, int(here), int(there)) for here, there in zip(places, nearest, strict=True)]
    return [
        _linked(one, other, *map(int, place))
        for place in zip(*map(np.flatnonzero, (found.sentences, found.of_sentences)), strict=True)
    ]


def quotations(one: Text, other: Text) -> list[Linked]:
    """Return the sentences in quotation marks on both sides that say the same, which make no copy."""
    here, there = ([segment.position for segment in text.read if segment.quoted] for text in (one, other))
    if not (here and there):
        return []
    cosines = one.vectors[here] @ other.vectors[there].T
    found = []
    for row, column in enumerate(cosines.argmax(1)):
        if cosines[:, column].argmax() == row and cosines[row, column] >= LINK:
            found.append(_linked(one, other, here[row], there[int(column)]))
    return found


def nearest(one: Text, other: Text) -> Linked | None:
    """Return the two sentences that are nearest to one another; None where a text has none that can be read."""
    if not (one.read and other.read):
        return None
    cosines = one.vectors @ other.vectors.T
    return _linked(one, other, *map(int, np.unravel_index(int(cosines.argmax()), cosines.shape)))


def _linked(one: Text, other: Text, here: int, there: int) -> Linked:
    cosine = round(float(one.vectors[here] @ other.vectors[there]), 3)
    return Linked(here, there, cosine, one.read[here].text, other.read[there].text)
