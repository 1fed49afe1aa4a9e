"""Who of two articles has it from the other: what each cue says by itself, and what speaks against the answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors import direction
from extractors.direction import AGAINST_CREDIT, Side
from extractors.records import Relation

IN_WORDS = {
    "credit": "its credit line names the other's outlet",
    "canonical": "it names the other's address as its own (rel=canonical)",
    "link": "its body links to the other",
    "translated_from": "its credit line names the other's language",
    "hreflang": "both name one another as versions of one text, and the other is shown by default (hreflang)",
    "named": "its text names the other's outlet or author",
    "date": "it is later: the dates leave no doubt",
    "part": "all of it stands in the other, and fits to the rest there",
    "patchwork": "what they share does not fit to the rest of it: it was put in",
    "lost_form": "it has lost paragraphs or small letters that the other has",
    "date_and_text": "it is later, and the text says the same",
    "slip": "it has a slip that others with the same text, or its translations, lack",
    "edits": "it has several changes that others with the same text lack",
    "translation_marks": "it bears marks of the other's language, and the other none of its own",
    "editor": "the editor says so",
    "common_source": "both have it from a third article",
    "one_of_several": "it comes from one of several articles with the same text, and nobody can tell from which",
    "none": "nothing tells",
}
_BARE = '{"rule": "none"}'  # evidence that says nothing of who was first
# What each cue rests on; asked for alone, none can outrank another.
_STATED = {
    "credit": ("credit", "outlet", "outlet_name"),
    "translated_from": ("credit", "language"),
    "canonical": ("canonical",),
    "link": ("links_out",),
    "hreflang": ("alternates",),
    "date": ("published_from", "published_until"),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """What one cue says, asked alone."""

    cue: str
    retelling: str  # url
    in_words: str


def in_words(cue: str) -> str:
    """Return a cue of the dataset as a sentence about the article that retells."""
    for behind in (" against others", AGAINST_CREDIT):
        if cue.endswith(behind):
            first = IN_WORDS.get(cue.removesuffix(behind), cue)
            why = (
                "a credit line names somebody else as the source"
                if behind == AGAINST_CREDIT
                else "others name it as their source"
            )
            return f"{first}; but {why}"
    before, against, after = cue.partition(" against ")
    if against:
        return (
            f"one cue says this ({IN_WORDS.get(before, before)}), another the opposite ({IN_WORDS.get(after, after)})"
        )
    return IN_WORDS.get(cue, cue.replace("_", " "))


def sayings(one: Side, other: Side, relation: Relation, names: tuple[bool, bool]) -> list[Saying]:
    """Return what every cue says of two articles; `relation` and `names` are in their order."""
    return list(_sayings(one, other, relation, names))


def _sayings(one: Side, other: Side, relation: Relation, names: tuple[bool, bool]) -> Iterator[Saying]:
    silent = replace(relation, evidence=_BARE, text_share=0.0, of_text_share=0.0)
    for cue, fields in _STATED.items():
        sides = [Side(url=side.url, **{name: getattr(side, name) for name in fields}) for side in (one, other)]
        yield from _said(direction.judge(sides[0], sides[1], silent), cue)
    bare = Side(url=one.url), Side(url=other.url)
    yield from _said(direction.judge(*bare, silent, names))
    yield from _said(direction.judge(*bare, relation))


def _said(found: direction.Direction, only: str | None = None) -> Iterator[Saying]:
    if found.retelling is not None and only in (None, found.cue):
        yield Saying(found.cue, found.retelling, IN_WORDS.get(found.cue, found.cue.replace("_", " ")))


def against(said: list[Saying], retelling: str | None, cue: str) -> list[Saying]:
    """Return the sayings that an answer contradicts; of no answer, all that would have given one."""
    return [saying for saying in said if saying.retelling != retelling and saying.cue != cue]
