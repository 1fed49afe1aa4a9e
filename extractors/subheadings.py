"""Headings inside a story that lead to pages of their own, which readers take for headlines of other stories."""

from collections.abc import Collection, Sequence
from typing import Any

from .lines import key, weight
from .markup import text_of

_RANKS = ("h2", "h3", "h4")
_BEGINNING = 40  # letters: two paragraphs that begin with as many equal ones are one
_PARAGRAPH = 60  # letters of a line that is a paragraph rather than a heading
_OWN_SHARE = 0.5  # of a story's paragraphs that stand beside a heading of it
_MOST = 300  # characters of a heading


def restored(lines: Sequence[str], tree: Any) -> list[str]:
    """Return the lines of a story with the linked headings among its own paragraphs, each before what it heads."""
    places = {key(line)[:_BEGINNING]: number for number, line in enumerate(lines) if weight(line) >= _PARAGRAPH}
    headings: dict[int, str] = {}
    for heading in tree.iter(*_RANKS):
        place = _place_under(heading, places) if next(heading.iter("a"), None) is not None else None
        if place is not None and is_own(heading, places):
            headings[place] = text_of(heading, most=_MOST)
    known = set(lines)
    found: list[str] = []
    for number, line in enumerate(lines):
        found += [heading for heading in (headings.get(number),) if heading and heading not in known]
        found.append(line)
    return found


def is_own(heading: Any, paragraphs: Collection[str]) -> bool:
    """Say whether a heading has most of a story's paragraphs, given by their first letters, for siblings."""
    holder = heading.getparent()
    if holder is None:
        return False
    beside = sum(key(text_of(one, most=2 * _MOST))[:_BEGINNING] in paragraphs for one in holder.iterchildren("p"))
    return beside >= max(1, _OWN_SHARE * len(paragraphs))


def _place_under(heading: Any, places: dict[str, int]) -> int | None:
    paragraph = heading.getnext()
    if paragraph is None or paragraph.tag != "p":
        return None
    return places.get(key(text_of(paragraph, most=2 * _MOST))[:_BEGINNING])
