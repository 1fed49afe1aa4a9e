"""What was told of the language of texts, against their gold.

Answered is the share of the texts that were given a language at all, accuracy the share right of those, right the share
right of all. Between zh-Hans and zh-Hant the script has to be right too. What is wrong at a confidence of .9 is sure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from langdetect.detector_factory import PROFILES_DIRECTORY

from .scores import Figures, Row, language_of, share

SURE = 0.9
KNOWN_TO_LANGDETECT = frozenset(language_of(profile.name)[0] for profile in Path(PROFILES_DIRECTORY).iterdir())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One text of the gold and what was said of it."""

    gold: Row
    answer: Row  # as `retold language` writes it; empty for a text without a line

    @property
    def answered(self) -> bool:
        return bool(self.answer) and self.answer["language"] != "und"

    @property
    def right(self) -> bool:
        return self.answered and language_of(self.gold["language"]) == language_of(self.answer["language"])

    @property
    def surely_wrong(self) -> bool:
        return self.answered and not self.right and float(self.answer["confidence"]) >= SURE

    @property
    def known(self) -> bool:
        return language_of(self.gold["language"])[0] in KNOWN_TO_LANGDETECT


def figures(texts: Sequence[Told]) -> Figures:
    return {
        "n": len(texts),
        "answered": share(text.answered for text in texts),
        "accuracy": share(text.right for text in texts if text.answered),
        "right": share(text.right for text in texts),
        "sure_wrong": share(text.surely_wrong for text in texts),
    }


def by_kind(texts: Sequence[Told]) -> dict[str, Figures]:
    """Return the figures over all, by kind, by set where the gold names sets, and by whether langdetect knows them."""
    kinds = sorted({text.gold["kind"] for text in texts})
    sets = sorted({text.gold["set"] for text in texts if "set" in text.gold})
    groups = {"all": list(texts)}
    groups |= {kind: [text for text in texts if text.gold["kind"] == kind] for kind in kinds}
    groups |= {f"set_{name}": [text for text in texts if text.gold.get("set") == name] for name in sets}
    for kind in kinds:
        groups[f"{kind}_known"] = [text for text in groups[kind] if text.known]
        groups[f"{kind}_lacking"] = [text for text in groups[kind] if not text.known]
    return {name: figures(members) for name, members in groups.items()}


def lowest(texts: Sequence[Told], most: int) -> list[tuple[str, float]]:
    """Return the languages of which the least is right, with that share."""
    languages = {text.gold["language"] for text in texts}
    shares = {tag: share(text.right for text in texts if text.gold["language"] == tag) or 0.0 for tag in languages}
    return sorted(shares.items(), key=lambda pair: (pair[1], pair[0]))[:most]


def confusions(texts: Sequence[Told], most: int) -> list[tuple[tuple[str, str], int]]:
    """Return the commonest (gold, answer) that are wrong, and how often they are."""
    wrong = (text for text in texts if text.answered and not text.right)
    return Counter((text.gold["language"], text.answer["language"]) for text in wrong).most_common(most)
