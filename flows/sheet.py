"""Lines for people to read: as wide as the terminal, and in scripts that run from right to left too."""

import re
import sys
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from .progress import harmless

PIPED_COLUMNS = 1000  # nobody reads it in a window: a sentence stays one line
BESIDE_COLUMNS = 72  # narrower terminals have texts under one another
_FEWEST_COLUMNS = 20
_LEFT_TO_RIGHT, _ISOLATE, _ISOLATED = "\u200e", "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ORDERS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # a page must not turn round what stands beside it


class Sheet:
    """Standard output, line by line."""

    def __init__(self) -> None:
        self._is_terminal = sys.stdout.isatty()
        self._console = Console(width=None if self._is_terminal else PIPED_COLUMNS, highlight=False)
        self._columns = self._console.width if self._is_terminal else PIPED_COLUMNS

    def heading(self, text: str) -> None:
        """Print what the next lines are about."""
        self._print("")
        for piece in self._wrapped(text, self._columns):
            self._print(piece, "bold")

    def line(self, text: str) -> None:
        """Print a line as it is, such as one to be copied."""
        self._print(_safe(text).replace("\n", "\\n"))

    def paragraph(self, text: str, label: str = "") -> None:
        """Print a text behind a label, its further lines indented."""
        pieces = self._wrapped(text, self._columns - cell_len(label), keeps_addresses=True)
        for number, piece in enumerate(pieces):
            self._print(_in_order(label if number == 0 else " " * cell_len(label), piece))

    def beside(self, text: str, of_text: str, label: str = "") -> None:
        """Print two texts beside one another, or under one another where there is no room or no end of it."""
        margin = cell_len(label)
        if not self._is_terminal or self._columns < BESIDE_COLUMNS:
            self.paragraph(text, f"{label}A  ")
            self.paragraph(of_text, f"{' ' * margin}B  ")
            return
        columns = (self._columns - margin - 3) // 2
        here, there = list(self._wrapped(text, columns)), list(self._wrapped(of_text, columns))
        for number in range(max(len(here), len(there))):
            left, right = (side[number] if number < len(side) else "" for side in (here, there))
            gap = " " * (columns - cell_len(left) + 3)
            self._print(_in_order(label if number == 0 else " " * margin, left, gap, right))

    def _wrapped(self, text: str, columns: int, *, keeps_addresses: bool = False) -> Iterator[str]:
        safe = Text(_safe(" ".join(text.split())))
        if not self._is_terminal:
            yield safe.plain
            return
        if keeps_addresses and "://" in text:
            yield from _by_words(safe.plain, columns)
            return
        for line in safe.wrap(self._console, max(columns, _FEWEST_COLUMNS)):
            yield line.plain.rstrip()

    def _print(self, text: str, style: str = "") -> None:
        self._console.print(Text(text, style), soft_wrap=True)


def _by_words(text: str, columns: int) -> Iterator[str]:
    """Yield lines without a word in two, though one be longer than the line: half an address cannot be copied."""
    line = ""
    for word in text.split():
        if line and cell_len(line) + 1 + cell_len(word) > columns:
            yield line
            line = ""
        line = f"{line} {word}".lstrip()
    yield line


def _safe(text: str) -> str:
    return _ORDERS.sub("", harmless(text))


def _in_order(margin: str, left: str, gap: str = "", right: str = "") -> str:
    """Return a line whose parts stay where they are, whichever way each of them runs.

    Only lines that need them hold marks of direction: not every program knows that they are nothing to see.
    """
    if not _RIGHT_TO_LEFT.search(left + right):
        return f"{margin}{left}{gap}{right}".rstrip()
    behind = f"{gap}{_ISOLATE}{right}{_ISOLATED}" if right else ""
    return f"{_LEFT_TO_RIGHT}{margin}{_ISOLATE}{left}{_ISOLATED}{behind}"
