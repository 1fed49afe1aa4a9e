"""Lines of a text compared: by their letters alone, whatever the script."""

import re
from functools import lru_cache

OFTEN = 2000  # characters; longer lines are not remembered

_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WEIGHED = 250  # characters in which signs are counted
_SENTENCE = re.compile(r"[.!?。！？…।۔؟][\"”»“’'）」』)\]]*$")


def key(line: str) -> str:
    """Return a line's letters and digits alone, for comparing."""
    return _key(line) if len(line) <= OFTEN else _letters(line)


def _letters(line: str) -> str:
    return "".join(filter(str.isalnum, line)).casefold()


_key = lru_cache(maxsize=4096)(_letters)  # a line of a story is compared half a dozen times


def weight(text: str) -> int:
    """Return the letters of a text; one of a script that writes words or syllables with a sign counts as three."""
    return len(text) + 2 * len(_DENSE.findall(text[:_WEIGHED]))


def is_sentence(line: str) -> bool:
    """Say whether a line ends as sentences do."""
    return _SENTENCE.search(line) is not None
