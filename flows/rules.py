"""What two texts have in common, held against every rule of extractors/deduplicate.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors import screen
from extractors.alignment import Alignment, align
from extractors.copies import Shared, shared
from extractors.deduplicate import (
    BARELY,
    CLOSE_LINKS,
    CLOSE_SHARE,
    FEWEST_WORDS,
    HELD_WORDS,
    JOINING_WORDS,
    LONG_LINKS,
    LONG_SHARE,
    MOST_BY_SENTENCES,
    PART_RUN_WORDS,
    PART_SHARE,
    PART_WORDS,
    PASSAGE,
    PASSAGE_LINKS,
    QUOTED_PASSAGE,
    QUOTED_WORDS,
    SAME_LANGUAGE_SIMILARITY,
    SCATTERED_RUN_WORDS,
    SCATTERED_WORDS,
    SURE_LINKS,
    SURE_RUN_WORDS,
    SURE_SIMILARITY,
    TOLD_PASSAGE,
    WHOLE_SHARE,
    Text,
)
from extractors.vectors import base

_GATE = "one text in other words"  # met, it is only a reason to look closer


@dataclass(frozen=True, slots=True)
class Condition:
    """A number that a rule asks for."""

    measure: str
    found: float
    at_least: float

    @property
    def met(self) -> bool:
        """Whether there is enough."""
        return self.found >= self.at_least


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with what was found for it; it is met when all its conditions are."""

    name: str
    kind: str  # what it makes of two texts; "whole" or "part" of a copy, or "quotation"
    conditions: Sequence[Condition]

    @property
    def met(self) -> bool:
        """Whether the rule calls the two related."""
        return all(condition.met for condition in self.conditions)

    @property
    def nearness(self) -> float:
        """How much of what it asks for was found, of the worst condition; 1 where it is met."""
        return min(self.parts)

    @property
    def parts(self) -> list[float]:
        """Of each condition, how much of what it asks for was found, 0 to 1."""
        return [max(min(condition.found / condition.at_least, 1.0), 0.0) for condition in self.conditions]


def by_words(one: Text, other: Text) -> list[Rule]:
    """Return the rules about shared words; none where the texts share not even five in a row."""
    here, there = shared(one.wording, other.wording), shared(other.wording, one.wording)
    if here is None or there is None:
        return []
    own, run = max(here.words, there.words), max(here.run_words, there.run_words)
    return [
        _rule(
            "both consist of one another",
            "whole",
            ("smaller share", min(here.share, there.share), WHOLE_SHARE),
            ("words", own, FEWEST_WORDS),
        ),
        _rule(
            "one lies in the other",
            "part",
            ("larger share", max(here.share, there.share), WHOLE_SHARE),
            ("words", own, FEWEST_WORDS),
        ),
        _rule("one long run", "part", ("longest run", run, SURE_RUN_WORDS)),
        _rule("a passage", "part", ("words", own, PART_WORDS), ("longest run", run, PART_RUN_WORDS)),
        _rule(
            "sentences from here and there",
            "part",
            ("words", own, SCATTERED_WORDS),
            ("longest run", run, SCATTERED_RUN_WORDS),
        ),
        _between_quotations(here, there),
        _rule(
            "the same quotation",
            "quotation",
            ("quoted words", max(here.quoted_words, there.quoted_words), QUOTED_WORDS),
        ),
    ]


def _between_quotations(here: Shared, there: Shared) -> Rule:
    held = min(here.words + here.quoted_words, there.words + there.quoted_words)
    joining = min(here.passage_words, there.passage_words)
    asked = (("words, quoted ones too", held, HELD_WORDS), ("of them around quotations", joining, JOINING_WORDS))
    return _rule("quotations and what leads from one to the next", "part", *asked)


def aligned(one: Text, other: Text) -> Alignment | None:
    """Return how the sentences of two texts stand for one another; None where the encoder cannot read one of them."""
    if not (one.read and other.read):
        return None
    return align(one.vectors, other.vectors, one.weight, other.weight, one.in_marks, other.in_marks)


def in_one_language(one: Text, other: Text) -> bool:
    """Say whether two texts are held together word by word first."""
    return base(one.language) == base(other.language)


def by_sentences(one: Text, other: Text, found: Alignment) -> list[Rule]:
    """Return the rules about sentences that mean the same.

    Within one language only those about whole texts hold, and only for texts whose samples are alike.
    """
    within = in_one_language(one, other)
    if within and not (gate := _alike(one, other)).met:
        return [gate]
    similar = (("likeness in one language", found.similarity, SAME_LANGUAGE_SIMILARITY),) if within else ()
    # A part of a text in another language is told as one; within a language it says nothing.
    whole = (*similar, *(_not_part(found.share, found.of_share) if within else ()))
    told = ("strength of the best passage, quotations aside", found.told_passage, TOLD_PASSAGE)
    own = () if found.similarity >= SURE_SIMILARITY else (told,)
    covered, links = ("covered share", found.covered), ("sentences in order", found.links)
    close = (
        ("covered by close ones", found.close_covered, CLOSE_SHARE),
        ("close ones", found.close_links, CLOSE_LINKS),
    )
    rules = [
        _rule("sentence for sentence", "whole", (*covered, WHOLE_SHARE), (*links, SURE_LINKS), *whole, *own),
        _rule(
            "alike throughout",
            "whole",
            (*covered, WHOLE_SHARE),
            ("likeness", found.similarity, SURE_SIMILARITY),
            *whole,
        ),
        _rule("half of a long text", "whole", (*covered, LONG_SHARE), (*links, LONG_LINKS), *whole, *own),
        _rule("in another order", "whole", *close, *similar, *_not_part(found.any_share, found.of_any_share)),
    ]
    if within:
        return rules
    asked = QUOTED_PASSAGE if min(found.share, found.of_share) < BARELY else PASSAGE
    strength = ("strength of the best passage", found.passage, asked)
    passage = _rule(
        "a passage in other words", "part", strength, ("sentences in it", found.passage_links, PASSAGE_LINKS), *own
    )
    quotation = _rule("the same quotation in other words", "quotation", ("quoted sentences", found.quotations, 1))
    return [*rules, passage, quotation]


def _not_part(*shares: float) -> tuple[tuple[str, float, float], ...]:
    """Return what is asked so that a text that lies wholly in the other is no whole copy; nothing of others."""
    return (("smaller share", min(shares), MOST_BY_SENTENCES),) if max(shares) >= PART_SHARE else ()


def _alike(one: Text, other: Text) -> Rule:
    """Return what two texts in one language need before their sentences are looked at one by one."""
    here, there = one.samples, other.samples
    links = screen.alike(here, there) if here is not None and there is not None else 0
    return _rule(_GATE, "whole", ("close sentences of the samples", links, screen.ALIKE_LINKS))


def _rule(name: str, kind: str, *asked: tuple[str, float, float]) -> Rule:
    return Rule(name, kind, [Condition(measure, float(found), at_least) for measure, found, at_least in asked])
