"""Two wordings of one sentence, with what differs between them marked."""

import re
from difflib import SequenceMatcher

_WORDS = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff]+|\s+|.", re.DOTALL)  # a sign a word in scripts without spaces
Pieces = list[tuple[str, bool]]  # text, and whether the other wording lacks it
LEAST_ALIKE = 0.35  # below it, marks would be confetti


def compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both wordings in pieces."""
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return [(before, False)], [(after, False)]
    old: Pieces = []
    new: Pieces = []
    for kind, begin, end, start, stop in matcher.get_opcodes():
        _add(old, "".join(was[begin:end]), kind != "equal")
        _add(new, "".join(now[start:stop]), kind != "equal")
    return old, new


def _add(pieces: Pieces, text: str, is_other: bool) -> None:
    if not text:
        return
    if pieces and pieces[-1][1] == is_other:
        pieces[-1] = (pieces[-1][0] + text, is_other)
    else:
        pieces.append((text, is_other))
