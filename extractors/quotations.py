"""Text -> quotations, by the marks that open and close them in all scripts. Pure."""

import re

MAX_QUOTATION_CHARS = 3_000  # a longer one is a lost closing mark, and must not swallow the article
_MOST_SENTENCE_CHARS = 1_000  # a quotation whose end was lost goes no further than this
_STOP = re.compile(r"[.!?…](?=\s)|[。！？]|\n")

_CLOSERS = {
    "“": "”“", "„": "“”", "‟": "”", "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", '"': '"', "＂": "＂",
    "「": "」", "『": "』", "﹁": "﹂", "﹃": "﹄", "〝": "〞〟", "‘": "’", "‚": "‘’",
}  # fmt: skip
_ALWAYS_OPEN = frozenset("“„‟«‹「『﹁﹃〝‘‚")
_SINGLE = frozenset("‘‚")  # look like apostrophes, so these are quotations only when they are closed
MARKS = frozenset("".join(_CLOSERS) + "".join(_CLOSERS.values()))
_MARK = re.compile(f"[{re.escape(''.join(sorted(MARKS)))}]")


def _may_open(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark == "‘" and after.isdigit():  # the ‘90s
        return False
    if mark not in _CLOSERS or not after.strip():
        return mark in _ALWAYS_OPEN and bool(after)
    return mark in _ALWAYS_OPEN or not before.strip() or not (before.isalnum() or before in ".,!?…%)]")


def _may_close(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "’‘“":  # apostrophes, and marks that open more often than they close
        return not after.isalnum() and bool(before.strip())
    return mark not in '"”＂' or bool(before.strip())


def quotations(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every quotation, marks included, outermost only, in order.

    One that isn't closed ends with its paragraph where the next one repeats the opening mark, as printers do;
    otherwise its end was lost, and it goes no further than its sentence.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if opened is not None and mark in _CLOSERS[text[opened]] and _may_close(text, at):
            spans.append((opened, at + 1))
            opened = None
        elif _may_open(text, at) and (opened is None or _given_up(text, opened, at)):
            spans += _unclosed(text, opened, at)
            opened = at
    spans += _unclosed(text, opened, len(text))
    return [span for span in spans if span[1] - span[0] <= MAX_QUOTATION_CHARS]


def _given_up(text: str, opened: int, at: int) -> bool:
    """Say whether a mark at a later place shows that the one opened before was never closed."""
    return (
        text[opened] in _SINGLE
        or text[at] == text[opened]
        or at - opened > MAX_QUOTATION_CHARS
        or "\n" in text[opened:at]
    )


def _unclosed(text: str, opened: int | None, following: int) -> list[tuple[int, int]]:
    if opened is None or text[opened] in _SINGLE:
        return []
    end = text.find("\n", opened, opened + MAX_QUOTATION_CHARS)
    repeated = 0 <= end < following < len(text) and text[following] == text[opened]
    if repeated and not text[end:following].strip():
        return [(opened, end)]
    stop = _STOP.search(text, opened, min(following, opened + _MOST_SENTENCE_CHARS))
    return [(opened, stop.end() if stop else min(following, opened + _MOST_SENTENCE_CHARS))]


def outside_quotations(text: str) -> str:
    """Return a text without its quotations; a space stands for each."""
    parts, start = [], 0
    for begin, end in quotations(text):
        parts.append(text[start:begin])
        start = end
    return " ".join([*parts, text[start:]])
