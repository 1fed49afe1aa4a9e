"""Whether a text speaks of the incident: distinct names in title and text. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .spelling import INFLECTED_FROM, LONGEST_ENDING, UNSPACED, takes_endings

_LETTER = rf"[^\W{UNSPACED}]"


def names_in(names: Mapping[str, tuple[str, ...]], language: str, text: str) -> tuple[str, ...]:
    """Return the distinct names that the text holds, as the incident file spells them, in its order.

    Names under "*" count in any language, others where the text's language begins with theirs. Case, compatibility
    forms, hyphens and spaces are folded; a name must begin where a word begins and may carry a short ending. What is
    written with a capital must stand with one: a kestrel that forges ahead is not Kestrel Forge.
    """
    haystack = _folded(text)
    inflected = takes_endings(language)
    wanted = [name for key, group in names.items() if _applies(key, language) for name in group]
    return tuple(dict.fromkeys(name for name in wanted if _stands(name, inflected, haystack)))


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without the differences of case and form, and which of its letters were capitals."""

    text: str
    capitals: bytes  # one a letter of the text: 1 for a capital


def _stands(name: str, inflected: bool, haystack: _Folded) -> bool:
    found = (match.span() for match in _pattern(name, inflected).finditer(haystack.text))
    if not any(map(_is_capital, name)):
        return next(found, None) is not None
    return any(1 in haystack.capitals[begin:end] for begin, end in found)


def _is_capital(letter: str) -> bool:
    return letter.isupper() or letter.istitle()


def _applies(key: str, language: str) -> bool:
    return key in ("*", language) or language.startswith(f"{key}-")


def _folded(text: str) -> _Folded:
    plain = re.sub(r"[\s\u2010-\u2015-]+", " ", unicodedata.normalize("NFKC", text).replace("\u00ad", ""))
    folded = plain.casefold()
    if len(folded) == len(plain):
        return _Folded(folded, bytes(map(_is_capital, plain)))
    # ß, İ and others become two letters
    return _Folded(folded, bytes(_is_capital(letter) for letter in plain for _ in letter.casefold()))


@lru_cache(maxsize=4096)
def _pattern(name: str, inflected: bool) -> re.Pattern[str]:
    folded = _folded(name).text.strip()
    if re.search(f"[{UNSPACED}]", folded):
        return re.compile(re.escape(folded))
    ending = f"{_LETTER}{{0,{LONGEST_ENDING}}}" if inflected and len(folded) >= INFLECTED_FROM else "s?"
    # Arabic and Hebrew write "and", "in", "the" onto the word that follows.
    prefix = r"[\u0590-\u06ff]{0,3}" if re.match(r"[\u0590-\u06ff]", folded) else ""
    return re.compile(f"(?<!{_LETTER}){prefix}{re.escape(folded)}{ending}(?!{_LETTER})")
