"""Made articles in made languages with planted copies, each a pure function of its number, and vectors for their sentences.

A word is a number; every language spells all of them in its own made-up way, so that a translation is the same numbers
spelled otherwise. The vectors stand in for those of the encoder, which would take an hour over 100,000 articles and knows
no made-up word: what a sentence is about is the sum of its words and of its topic. They are set so that translated
sentences lie as near to one another, and others as far apart, as real ones do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.vectors import WIDTH, _axes

Row = dict[str, Any]
Numbers = NDArray[np.int64]
Telling = list[Numbers]  # the words of each sentence

SEED = 2018
LANGUAGES = ("en", "fr", "de", "es", "ru", "zh-Hans")
WORDS, TOPICS, OUTLETS = 30_000, 400, 200
SENSES = 128  # dimensions of what words mean: fewer than the vectors have, as in real ones
TOPIC_WEIGHT, NOISE = 0.8, 0.5

# What the last of each twenty articles are; the others are originals.
PLANTED = ("reprint", "near_copy", "excerpt", "translation", "translated_excerpt")
CYCLE = 20
EXPECTED = {
    "reprint": ("exact_copy", "near_copy"),  # a menu that stands on two pages only is part of both
    "near_copy": ("near_copy", "excerpt"),
    "excerpt": ("excerpt", "near_copy"),
    "translation": ("translated_copy",),
    "translated_excerpt": ("translated_excerpt", "translated_copy"),
}
_CHANGED_WORDS = 0.08
_PART, _FEWEST_TAKEN = 0.4, 5  # sentences of its source that an article with an excerpt takes over
_PARAGRAPH = 3
_ZIPF, _OWN_WORDS, _RARE_WORDS = 1.25, 0.3, 0.4
_COMMON_WORDS, _COMMON_WEIGHT = 200, 0.1  # what everybody says says little
_MENU_LINES, _WITH_MENU = 3, 0.3
_SYLLABLES = {
    "en": "th ing er sh ow ack ell ick ort ay und ist",
    "fr": "eau ille ou ent que ais oin eur té bre ché ain",
    "de": "sch ung ein keit ach über lich heim zu ver tsch acht",
    "es": "ción ado illa mente que rro aña ero ito dad gue ez",
    "ru": "ост ени ова ств ый пре ник чал ить дом гра щий",
}
_FIRST_SIGN, _SIGNS = 0x4E00, 3_000
_STOP = {"zh-Hans": "。"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A made article and, where it was planted, what it was made of."""

    row: Row  # as `retold deduplicate` reads it
    planted: str | None
    of_url: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """So many articles in some languages; with `menu` lines that all of a few outlets share."""

    count: int
    languages: Sequence[str] = LANGUAGES
    outlets: int = OUTLETS
    menus: float = _WITH_MENU  # share of the articles that bear the menu of their outlet
    one_menu: bool = False  # the same menu in all outlets
    first: int = 0

    def __iter__(self) -> Iterator[Article]:
        for number in range(self.first, self.first + self.count):
            yield self.article(number)

    def article(self, number: int) -> Article:
        rng = np.random.default_rng((SEED, number))
        planted = self._planted(number)
        of = self._source(number, rng) if planted else number
        language = self._language(number)
        if planted in ("reprint", "near_copy", "excerpt"):
            language = self._language(of)
        elif planted and language == self._language(of):
            language = self.languages[(self.languages.index(language) + 1) % len(self.languages)]
        outlet = int(rng.integers(self.outlets))
        body = _spelled(_told(planted, number, of, rng), language)
        if rng.random() < self.menus:
            body = "\n".join([*_menu(0 if self.one_menu else outlet), body])
        row = {
            "url": _url(number),
            "outlet": f"outlet{outlet:03d}.example",
            "language": language,
            "title": "",
            "text": body.upper() if planted == "reprint" else body,
        }
        return Article(row=row, planted=planted, of_url=_url(of) if planted else None)

    def _planted(self, number: int) -> str | None:
        place = number % CYCLE - (CYCLE - len(PLANTED))
        planted = PLANTED[place] if place >= 0 else None
        return None if planted and planted.startswith("translat") and len(self.languages) < 2 else planted

    def _source(self, number: int, rng: np.random.Generator) -> int:
        """Return an original of those before it."""
        cycle = int(rng.integers(number // CYCLE + 1))
        return cycle * CYCLE + int(rng.integers(CYCLE - len(PLANTED)))

    def _language(self, number: int) -> str:
        return self.languages[int(np.random.default_rng((SEED, number, 1)).integers(len(self.languages)))]


def _url(number: int) -> str:
    return f"https://made.example/{number:06d}"


def _original(number: int) -> Telling:
    rng = np.random.default_rng((SEED, number, 2))
    topic = int(rng.integers(TOPICS))
    lengths = rng.integers(9, 22, int(rng.integers(8, 19)))
    count = int(lengths.sum())
    drawn = np.minimum(rng.zipf(_ZIPF, count), WORDS) - 1
    own = rng.random(count) < _OWN_WORDS
    drawn[own] = topic + TOPICS * rng.integers(WORDS // TOPICS, size=int(own.sum()))
    rare = rng.random(count) < _RARE_WORDS
    drawn[rare] = rng.integers(WORDS, size=int(rare.sum()))
    return np.split(drawn, np.cumsum(lengths)[:-1])


def _told(planted: str | None, number: int, of: int, rng: np.random.Generator) -> Telling:
    source = _original(of)
    if planted is None or planted == "reprint":
        return source
    if planted in ("near_copy", "translation"):
        return [_changed(sentence, rng) for sentence in source]
    size = max(_FEWEST_TAKEN, round(_PART * len(source)))
    start = int(rng.integers(len(source) - size + 1))
    host = _original(number)
    at = len(host) // 2
    return [*host[:at], *source[start : start + size], *host[at:]]


def _changed(sentence: Numbers, rng: np.random.Generator) -> Numbers:
    other = rng.integers(WORDS, size=len(sentence))
    return np.where(rng.random(len(sentence)) < _CHANGED_WORDS, other, sentence)


def _spelled(telling: Telling, language: str) -> str:
    stop, space = (_STOP[language], "") if language in _STOP else (". ", " ")
    lines = [space.join(word(number, language) for number in sentence.tolist()) for sentence in telling]
    told = [line[:1].upper() + line[1:] + stop for line in lines]
    return "\n".join("".join(told[at : at + _PARAGRAPH]).strip() for at in range(0, len(told), _PARAGRAPH))


@cache
def word(number: int, language: str) -> str:
    """Return how a language spells a word; no two of them alike."""
    if language == "zh-Hans":
        return chr(_FIRST_SIGN + number // 200) + chr(_FIRST_SIGN + 200 + number % 200)
    syllables = _SYLLABLES[language].split()
    spelled = []
    left = number
    for _ in range(4):
        left, place = divmod(left, len(syllables))
        spelled.append(syllables[(place + 5 * len(spelled)) % len(syllables)])
    return "".join(spelled) + "aeiou"[left % 5] * (left > 0)


@cache
def _menu(outlet: int) -> tuple[str, ...]:
    rng = np.random.default_rng((SEED, outlet, 3))
    return tuple(" ".join(word(int(one), "en") for one in rng.integers(WORDS, size=12)) for _ in range(_MENU_LINES))


class Encoder:
    """Stands in for the sentence encoder, whose method it has."""

    def __init__(self, languages: Sequence[str] = LANGUAGES) -> None:
        rng = np.random.default_rng(SEED)
        self._numbers = {word(number, one): number for one in languages for number in range(WORDS)}
        topics = rng.standard_normal((TOPICS, SENSES))
        self._senses = rng.standard_normal((WORDS, SENSES)) + TOPIC_WEIGHT * topics[np.arange(WORDS) % TOPICS]
        self._senses[:_COMMON_WORDS] *= _COMMON_WEIGHT
        # Half of what they hold lies along the axes that are screened first, as of real ones.
        axes = _axes().astype(np.float64)
        turned = np.linalg.qr(np.vstack((axes, rng.standard_normal((WIDTH - len(axes), WIDTH)))).T)[0].T
        self._turned = turned[len(axes) - SENSES // 2 :][:SENSES]

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        senses = np.stack([self._sense(sentence.casefold()) for sentence in sentences])
        return (senses @ self._turned).astype(np.float32)

    def _sense(self, sentence: str) -> NDArray[np.float64]:
        words = re.findall("[\u4e00-\u9fff]{2}|[^\\W\u4e00-\u9fff]+", sentence)
        known = [self._numbers[one] for one in words if one in self._numbers]
        noise = np.random.default_rng(list(sentence.encode())[:64]).standard_normal(SENSES)
        sense = self._senses[known].sum(0) if known else noise
        mixed = sense / np.linalg.norm(sense) + NOISE * noise / np.linalg.norm(noise)
        unit: NDArray[np.float64] = mixed / np.linalg.norm(mixed)
        return unit
