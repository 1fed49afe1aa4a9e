"""Two related articles -> which retells the other, by which cue. Pure.

What a page says of itself goes before its date, because dates are wrong more often than credits are invented. But a
credit may name the wrong outlet and a link lead to another story, so cues of different kinds are weighed against one
another; where they come out even, nobody can tell.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from . import agencies, alternates
from .errors import DropError
from .records import Relation
from .text import normalised
from .urls import canonical

# (right + 1) / (answers + 2) on 840 made-up pairs, cut off at .95: real pages are meaner than made-up ones. A part and
# a patchwork with 65 more answers besides, where host and passage tell of one incident and fit each other anyway.
CONFIDENCE = {
    "credit": 0.95,
    "canonical": 0.93,
    "link": 0.95,
    "translated_from": 0.94,
    "hreflang": 0.91,  # not measured
    "date": 0.90,
    "part": 0.78,
    "patchwork": 0.85,
    "named": 0.90,  # not measured
    "lost_form": 0.95,
    "date_and_text": 0.95,
    "slip": 0.95,
    "edits": 0.95,
    "translation_marks": 0.85,  # 149 of 149 made by one engine; of other engines nobody knows
}

# What a cue weighs, if one credit line, date and link in ten is wrong and one finding in thirty from the texts: then a
# credit goes before a date or a link alone, not before a date that the texts bear out; one against one of the others
# is no answer. Which version a publisher shows by default goes before a date alone, and is not asked beside a credit.
_WEIGHT = {"credit": 3.0, "canonical": 3.0, "translated_from": 3.0, "hreflang": 3.0, "date": 2.0, "link": 2.0,
           "named": 2.5}  # fmt: skip
_TEXT_WEIGHT = 2.5
_ENOUGH = 1.0
_SAID = ("credit", "canonical", "link", "translated_from")  # what a page says of itself, the plainest first
_SILENT_BESIDE = {"translated_from": ("credit",), "hreflang": ("credit", "canonical", "translated_from")}

AGAINST_CREDIT = " against credit"  # ends the cue of an answer that the article's own credit line contradicts

# How well a shared part must fit to the rest of a text to be at home there, how badly to be alien, and by how much it
# must fit better on one side. Of sentence vectors: parts of one article lie at .44 and above, a passage put into
# another article at .45 and below (nineteen of twenty each). Of words: at .06 and above, and at .13 and below.
FITS = {"sentences": (0.5, 0.3, 0.15), "words": (0.13, 0.04, 0.06)}
_CONTAINED = 0.85
_PARAGRAPHS = 3  # of the text that kept them; two may be a matter of taste
_FEWEST_LETTERS = 4  # of an outlet's name: shorter ones turn up in other words
_FEWEST_SIGNS = 3  # of a name in signs or in letters that are not ASCII
_WORDS = 8  # more than any outlet's name has
_BRACKETED = re.compile(r"[(（\[]\W*([A-Z]{2,5})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is known of an article besides its text."""

    url: str
    outlet: str = ""
    outlet_name: str = ""
    language: str = "und"
    credit: str | None = None
    source_unseen: bool = False  # the credit names nobody whose articles are held, itself included
    canonical: str | None = None
    links_out: Sequence[str] = field(default=())
    alternates: Mapping[str, str] = field(default_factory=dict)  # language, or x-default -> address, by the page itself
    published_from: datetime | None = None
    published_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Who retold whom; `retelling` is None when nobody can tell."""

    retelling: str | None = None  # url
    cue: str = "none"
    confidence: float = 0.0

    @property
    def known(self) -> bool:
        """Whether there is an answer."""
        return self.retelling is not None


def judge(one: Side, other: Side, relation: Relation, names: tuple[bool, bool] = (False, False)) -> Direction:
    """Return which of two articles retells the other; `relation` is between their texts in the same order.

    `names` says of each text whether it speaks of the other one's outlet or author by name. Nobody retells anybody
    where all that two have in common is a quotation.
    """
    if relation.kind == "shares_quotation":
        return Direction()
    by_name = _answer((one, other)[names[1]].url, "named") if names[0] != names[1] else None
    cues = [*_by_statement(one, other), _by_date(one, other), by_name or _by_text(one, other, relation)]
    found = _weighed([cue for cue in cues if cue is not None])
    retelling = {one.url: one, other.url: other}.get(found.retelling or "")
    if retelling is not None and retelling.source_unseen and found.cue not in _SAID:
        return Direction(cue=f"{found.cue}{AGAINST_CREDIT}")  # it says itself that it comes from somebody else
    if found.cue == "date" and any(side.source_unseen and agencies.is_release(side.credit) for side in (one, other)):
        return Direction(cue=f"{found.cue}{AGAINST_CREDIT}")  # whoever issued it sent it to both
    return found


def _weighed(cues: Sequence[Direction]) -> Direction:
    """Return what most of these cues say, by weight; `cues` come in the order in which they name the answer."""
    weight: dict[str, float] = {}
    for cue in cues:
        weight[str(cue.retelling)] = weight.get(str(cue.retelling), 0.0) + _WEIGHT.get(cue.cue, _TEXT_WEIGHT)
    if not weight:
        return Direction()
    retelling = max(sorted(weight), key=lambda url: weight[url])
    if 2 * weight[retelling] - sum(weight.values()) < _ENOUGH:
        sides = [next(cue.cue for cue in cues if cue.retelling == url) for url in weight]
        return Direction(cue=" against ".join(sides))
    winners = [cue for cue in cues if cue.retelling == retelling]
    if [cue.cue for cue in winners[:1]] == ["date"] and len(winners) > 1:
        return winners[1] if winners[1].cue == "named" else _answer(retelling, "date_and_text")
    return winners[0]


def _answer(retelling: str | None, cue: str) -> Direction:
    return Direction(retelling=retelling, cue=cue, confidence=CONFIDENCE[cue])


def _by_statement(one: Side, other: Side) -> list[Direction]:
    """Return what the pages say themselves, the plainest first; one line counts once."""
    found: list[Direction] = []
    for cue, states in (
        ("credit", _credits),
        ("canonical", _is_canonical),
        ("link", _links_to),
        ("translated_from", _translated_from),
        ("hreflang", _is_version),
    ):
        here, there = states(one, other), states(other, one)
        if here != there and not any(answer.cue in _SILENT_BESIDE.get(cue, ()) for answer in found):
            found.append(_answer(one.url if here else other.url, cue))
    return found


def _credits(one: Side, other: Side) -> bool:
    """Say whether an article's credit line names the other's outlet, by name or by address."""
    return (
        bool(one.credit) and one.outlet != other.outlet and is_named(str(one.credit), other.outlet, other.outlet_name)
    )


class Outlets:
    """The outlets of a dataset, to be found in credit lines."""

    def __init__(self, outlets: Iterable[tuple[str, str]]) -> None:
        """Take pairs of domain and name."""
        known = sorted(set(outlets))
        self._names = {form for outlet, name in known for form in _forms(outlet, name)}
        self._initials = {_initials(name) for _, name in known} - {None}

    def named_in(self, credit: str) -> bool:
        """Say whether a credit line names one of them."""
        words = normalised(credit).split()
        runs = ("".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + _WORDS))
        return any(run in self._names for run in runs) or any(
            found in self._initials for found in _BRACKETED.findall(credit)
        )


def is_named(credit: str, outlet: str, outlet_name: str) -> bool:
    """Say whether a credit line names an outlet: by its name, its address, or its initials in brackets."""
    return Outlets([(outlet, outlet_name)]).named_in(credit)


def _forms(outlet: str, name: str) -> Iterator[str]:
    """Yield what an outlet is called, without spaces."""
    label = outlet.partition(".")[0]
    for form, fewest in ((outlet, _FEWEST_LETTERS), (name, _FEWEST_LETTERS), (label, _FEWEST_LETTERS + 1)):
        squeezed = normalised(form).replace(" ", "")
        if len(squeezed) >= fewest or (len(squeezed) >= _FEWEST_SIGNS and not squeezed.isascii()):
            yield squeezed


def _initials(name: str) -> str | None:
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return initials if len(initials) > 1 else None


def _is_canonical(one: Side, other: Side) -> bool:
    return bool(one.canonical) and _page(str(one.canonical)) == _page(other.url) != _page(one.url)


def _links_to(one: Side, other: Side) -> bool:
    return any(_page(link) == _page(other.url) for link in one.links_out)


def _is_version(one: Side, other: Side) -> bool:
    """Say whether of two versions the other is the one that their publisher shows to whoever reads neither language."""
    return alternates.default(one.url, one.alternates, other.url, other.alternates) == alternates.page(other.url)


@lru_cache(maxsize=65_536)
def _page(url: str) -> str:
    """Return an address without what may differ between two ways to the same page."""
    try:
        address = canonical(url)
    except DropError:
        return url.strip()
    return address.partition("://")[2].removeprefix("www.")


def _translated_from(one: Side, other: Side) -> bool:
    """Say whether the credit line names the other's language, in the article's own language or in English."""
    here, there = one.language.partition("-")[0], other.language.partition("-")[0]
    if not one.credit or here == there:
        return False
    line = one.credit.casefold()
    return any(_stem(name) in line for name in _names(there, (here, "en")))


@lru_cache(maxsize=4_096)
def _names(language: str, within: tuple[str, ...]) -> tuple[str, ...]:
    names = []
    for tag in within:
        try:
            name = Locale.parse(tag).languages.get(language)
        except (UnknownLocaleError, ValueError):
            continue
        names += [name.casefold()] if name else []
    return tuple(names)


def _stem(name: str) -> str:
    """Return a language's name without the ending that changes with the case: английский, английского."""
    return name if len(name) < 6 or re.search(r"[\u0590-\u06ff\u3040-\u9fff]", name) else name[:-2]


def _by_date(one: Side, other: Side) -> Direction | None:
    """Return the later one, if no moment of its interval can lie before the other's end."""
    if None in (one.published_from, one.published_until, other.published_from, other.published_until):
        return None
    if one.published_until <= other.published_from:  # type: ignore[operator]  # checked above
        return _answer(other.url, "date")
    if other.published_until <= one.published_from:  # type: ignore[operator]  # checked above
        return _answer(one.url, "date")
    return None


def _by_text(one: Side, other: Side, relation: Relation) -> Direction | None:
    """Return what the texts show: a part comes from the whole, an alien passage from elsewhere, form is only lost."""
    found: dict[str, Any] = json.loads(relation.evidence)
    shares = (relation.text_share, relation.of_text_share)
    fits: list[float | None] = found.get("coherence") or [None, None]
    home, alien, difference = FITS.get(found["rule"], (1.0, 0.0, 1.0))
    urls = (one.url, other.url)
    for here, there in ((0, 1), (1, 0)):
        fit = fits[there]
        if shares[here] >= _CONTAINED > shares[there] and fit is not None:
            if fit >= home:
                return _answer(urls[here], "part")
            return _answer(urls[there], "patchwork") if fit <= alien else None
    if fits[0] is not None and fits[1] is not None and max(shares) < _CONTAINED:
        worse = urls[fits[0] > fits[1]]
        return _answer(worse, "patchwork") if abs(fits[0] - fits[1]) >= difference else None
    return _by_form(urls, found)


def _by_form(urls: tuple[str, str], found: dict[str, Any]) -> Direction | None:
    paragraphs, capitals = found.get("paragraphs"), found.get("capitals")
    if not paragraphs or not capitals:
        return None
    lost = [
        (paragraphs[here] == 1 and paragraphs[there] >= _PARAGRAPHS) or (capitals[here] and not capitals[there])
        for here, there in ((0, 1), (1, 0))
    ]
    return _answer(urls[lost[1]], "lost_form") if lost[0] != lost[1] else None
