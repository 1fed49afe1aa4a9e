"""The window that people look through: how wide and high it is, and texts as they stand there in any script."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len

from .progress import harmless

NARROWEST = 20
_COLOURS = {"red": 31, "green": 32, "yellow": 33, "cyan": 36}
_LEFT_TO_RIGHT, _ISOLATE, _ISOLATED = "\u200e", "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ORDERS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")  # a page must not turn round its neighbours
_SCHEME = re.compile(r"https?://(?:www\.)?")


def columns() -> int | None:
    """Return how many columns there are; None where nobody looks: piped, and no COLUMNS is set."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return max(shutil.get_terminal_size().columns, NARROWEST)
    return None


def lines() -> int | None:
    """Return how many lines there are; None where nobody looks."""
    return shutil.get_terminal_size().lines if sys.stdout.isatty() else None


def is_styled(stream: TextIO) -> bool:
    """Return whether a stream takes orders such as bold: a terminal, unless NO_COLOR or TERM=dumb says otherwise."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """Return a text in bold, where standard output takes that."""
    return f"\x1b[1m{text}\x1b[0m" if is_styled(sys.stdout) else text


def coloured(text: str, colour: str) -> str:
    """Return a text in a colour, where standard output takes that."""
    code = _COLOURS.get(colour)
    return f"\x1b[{code}m{text}\x1b[0m" if code and is_styled(sys.stdout) else text


def safe(text: str) -> str:
    """Return a text in one line, without orders to the terminal or to the order of what stands beside it."""
    return without_orders(harmless(" ".join(text.split())))


def without_orders(text: str) -> str:
    """Return a text without marks that change the order of characters."""
    return _ORDERS.sub("", text)


def isolated(text: str) -> str:
    """Return a text that stays where it is put, whichever way it runs; marked only where it needs to be."""
    return f"{_ISOLATE}{text}{_ISOLATED}" if _RIGHT_TO_LEFT.search(text) else text


def in_order(line: str) -> str:
    """Return a line that runs from left to right, even if an isolated part comes first."""
    return f"{_LEFT_TO_RIGHT}{line}" if _ISOLATE in line else line


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text that fills a width in cells: two for a Han sign, none for a mark of direction."""
    gap = " " * (width - cell_len(text))
    return gap + isolated(text) if right else isolated(text) + gap


def shortened(text: str, width: int) -> str:
    """Return a text that fits a width: cut in the middle, where an address says least, without `https://www.` first."""
    if cell_len(text) <= width:
        return text
    text = _SCHEME.sub("", text, count=1)
    if cell_len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{_first(text, width - 1 - tail)}…{_first(text[::-1], tail)[::-1]}"


def cut(text: str, width: int) -> str:
    """Return the beginning of a text that fits a width, with a mark where something is left out."""
    return text if cell_len(text) <= width else f"{_first(text, width - 1).rstrip()}…"


def wrapped(text: str, width: int, most: int | None = None) -> list[str]:
    """Return a text in lines of a width, broken between words where there are any; the last of `most` is cut."""
    found = list(_broken(text, max(width, 1)))
    if most is None or len(found) <= most:
        return found
    return [*found[: most - 1], cut(f"{found[most - 1]} …", width)]


def _broken(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        rest = word
        if line and cell_len(line) + 1 + cell_len(rest) <= width:
            line, rest = f"{line} {rest}", ""
        elif line:
            yield line
            line = ""
        while cell_len(rest) > width:  # a script without spaces, or an address
            part = _first(rest, width) or rest[0]
            yield part
            rest = rest[len(part) :]
        line = line or rest
    if line or not text.split():
        yield line


def _first(text: str, width: int) -> str:
    """Return as many characters as fit a width, those that combine with their neighbour included."""
    end = used = 0
    for end, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[:end]
    return text
