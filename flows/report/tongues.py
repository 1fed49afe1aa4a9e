"""Languages as a page names them: in English, in themselves, and with the direction in which they are written."""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from flows.names import language_name

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # what may stand in an attribute as a language
UNKNOWN = "und"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language of the dataset."""

    tag: str  # as the dataset has it
    name: str  # in English
    own_name: str  # in itself; empty where that is the same, or nobody knows it
    lang: str  # what goes into an attribute; empty for a language that nobody can tell
    dir: str  # ltr, rtl, or auto


@lru_cache(maxsize=1024)
def tongue(tag: str) -> Tongue:
    """Return a language by its BCP-47 tag, by whatever is stored as one."""
    locale = _locale(tag)
    name = "Unknown language" if tag == UNKNOWN else language_name(tag)
    own_name = (locale.get_display_name(locale) or "") if locale else ""
    return Tongue(
        tag=tag,
        name=name,
        own_name="" if own_name.casefold() == name.casefold() else own_name,
        lang=tag if _TAG.fullmatch(tag) and tag != UNKNOWN else "",
        dir=_direction(locale),
    )


def _locale(tag: str) -> Locale | None:
    if tag == UNKNOWN:
        return None
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def _direction(locale: Locale | None) -> str:
    if locale is None:
        return "auto"
    return "rtl" if locale.character_order == "right-to-left" else "ltr"
