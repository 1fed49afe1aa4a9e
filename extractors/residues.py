"""A text -> marks of the language that it was translated from. Pure.

Only what can be found without understanding, and hardly ever stands in a text that was written in its language: what
engines leave (entities, signs for words they do not know), and what a writer of this language would not put (figures,
dates and quotation marks in the manner of the other language, words in its letters). Decimal points in languages with
decimal commas are no such mark (one German article in fifteen has them, for times and versions), nor are words in Latin
letters in other scripts. That a page calls itself a translation does not say of which text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# What engines leave, whatever the languages: the second one stands for a word that SentencePiece could not spell, the
# last for one that Apertium does not know; writers use a star too, but not again and again.
_LEFT_OVER = re.compile(r"&(?:quot|amp|nbsp|lt|gt|apos|#0?39);|⁇|<unk>|▁")
_STARRED = re.compile(r"(?<![\w*])\*[^\W\d_]{3,}(?![\w*])")
_FEWEST_STARS = 3
_ENGLISH_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"\d{1,2}(?:, \d{4}\b|\b)"
)
_DECIMAL_COMMA = re.compile(r"(?<![\w.,:/-])\d{1,3},\d{1,2}(?![\w.,:/-]|\s*,\s*\d)(?!\s+\d)")
# Quotation marks, and the languages that write so; in any other they came with a text.
_GUILLEMETS = """
    ar az be bg br ca cs da de el es et eu fa fi fr gl hr hu hy is it ka kk ku ky lt lv mk mn nb nn no os pl ps pt rm ro
    ru sk sl sq sr sv tg tk tr uk uz vec vi
"""
_QUOTED = (
    (
        re.compile('„[^„\n]{2,300}[“”"]'),
        "af be bg bs cs da de et fi hr hu hy is ka lb lt lv mk nl pl ro ru sk sl sq sr sv uk",
    ),
    (re.compile("«[^«»\n]{2,300}»"), _GUILLEMETS),
    (re.compile("「[^「」\n]{1,300}」"), "ja zh yue ko"),
)
_LETTERS = {
    "ru uk be bg mk sr kk ky mn tg": re.compile(r"[\u0400-\u04ff]{3,}"),
    "zh yue ja": re.compile(r"[\u3400-\u9fff]{2,}"),
    "ja": re.compile(r"[\u3041-\u30fa]{2,}"),
    "ko": re.compile(r"[\uac00-\ud7a3]{2,}"),
    "ar fa ur ps": re.compile(r"[\u0620-\u064a]{3,}"),
    "he yi": re.compile(r"[\u05d0-\u05ea]{3,}"),
    "el": re.compile(r"[\u0370-\u03ff]{3,}"),
}
_LONGEST = 40  # characters of a mark that are shown
_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]{0,80}[)）\]]")  # what a writer adds: Moscow (Москва)


def marks(text: str, language: str, of_language: str) -> list[str]:
    """Return what stands in a text as it would in the other language only, once for each kind of mark."""
    here, there = language.partition("-")[0], of_language.partition("-")[0]
    return [] if here == there else list(_marks(text, here, there))


def _marks(text: str, here: str, there: str) -> Iterator[str]:
    yield from _first(_LEFT_OVER, text)
    if len(starred := _STARRED.findall(text)) >= _FEWEST_STARS:
        yield str(starred[0])
    if there == "en":
        yield from _first(_ENGLISH_DATE, text)
    if (_decimal(here), _decimal(there)) == (".", ","):
        yield from _first(_DECIMAL_COMMA, text)
    for quoted, languages in _QUOTED:
        if there in languages.split() and here not in languages.split():
            yield from (found[:_LONGEST] for found in _first(quoted, text))
    plain = _BRACKETED.sub(" ", text) if any(there in written.split() for written in _LETTERS) else ""
    for written, letters in _LETTERS.items():
        if there in written.split() and _script(here) != _script(there):
            yield from _first(letters, plain)


def _first(pattern: "re.Pattern[str]", text: str) -> Iterator[str]:
    found = pattern.search(text)
    if found:
        yield found.group()


def _script(language: str) -> str:
    """Return the languages that share letters with one."""
    return next((written for written in _LETTERS if language in written.split()), "")


@lru_cache(maxsize=512)
def _decimal(language: str) -> str | None:
    """Return what parts units from tenths; None for a language that nobody has noted down."""
    try:
        symbols = Locale.parse(language).number_symbols
    except (UnknownLocaleError, ValueError):
        return None
    return str(symbols["latn"]["decimal"]) if "latn" in symbols else None
