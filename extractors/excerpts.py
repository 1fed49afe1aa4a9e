"""The beginning of a text, cut where a reader would not mind."""

import re
import unicodedata

_SPACE_FREE = re.compile(  # scripts that write no spaces between words, and their punctuation
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_JOINER = "\u200d"
_LEADING_VOWELS = "เแโใไເແໂໃໄ"  # Thai and Lao write them before the consonant they follow
_TRAILING = " .,;:-–—([{«„“‘،؛。、，；：「『（《〈"
_ELLIPSIS = "…"


def excerpt(text: str, most: int) -> str:
    """Return a text on one line, cut at a word or sign to at most so many characters, the ellipsis included.

    Empty when not even a word fits.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    begun = line[: _border(line, most - 1)].rstrip(_TRAILING) if most > 1 else ""
    return begun and begun + _ELLIPSIS


def _border(line: str, at: int) -> int:
    """Return the last place up to `at` where the line may be cut; within a word when that is the whole line so far."""
    for place in range(at, at // 2, -1):
        if _is_whole(line, place) and _parts_words(line[place - 1], line[place]):
            return place
    while at > 0 and not _is_whole(line, at):
        at -= 1
    return at


def _parts_words(before: str, behind: str) -> bool:
    return before == " " or behind == " " or bool(_SPACE_FREE.match(before) or _SPACE_FREE.match(behind))


def _is_whole(line: str, place: int) -> bool:
    """Say whether no sign is torn from what belongs to it: accents, vowel signs, the parts of a joined picture."""
    before, behind = line[place - 1], line[place]
    return not (
        unicodedata.category(behind).startswith("M")
        or "\U0001f3fb" <= behind <= "\U0001f3ff"
        or _JOINER in (before, behind)
        or before in _LEADING_VOWELS
    )
