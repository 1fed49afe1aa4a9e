"""Lines for people to read: as wide as the window, and in scripts that run from right to left too."""

from collections.abc import Iterator

from rich.cells import cell_len

from . import window
from .progress import harmless
from .window import bold, in_order, isolated, safe, wrapped

PIPED_COLUMNS = 1000  # nobody reads it in a window: a sentence stays one line
BESIDE_COLUMNS = 72  # narrower windows have texts under one another


class Sheet:
    """Standard output, line by line."""

    def __init__(self) -> None:
        self._columns = window.columns()

    def heading(self, text: str) -> None:
        """Print what the next lines are about."""
        print()
        for piece in self._wrapped(text, self._columns or PIPED_COLUMNS):
            print(bold(piece))

    def line(self, text: str) -> None:
        """Print a line as it is, such as one to be copied."""
        print(window.without_orders(harmless(text)).replace("\n", "\\n"))

    def paragraph(self, text: str, label: str = "") -> None:
        """Print a text behind a label, its further lines indented."""
        room = (self._columns or PIPED_COLUMNS) - cell_len(label)
        for number, piece in enumerate(self._wrapped(text, room, keeps_addresses=True)):
            margin = label if number == 0 else " " * cell_len(label)
            print(in_order(f"{margin}{isolated(piece)}").rstrip())

    def beside(self, text: str, of_text: str, label: str = "") -> None:
        """Print two texts beside one another, or under one another where there is no room or no end of it."""
        margin = cell_len(label)
        if self._columns is None or self._columns < BESIDE_COLUMNS:
            self.paragraph(text, f"{label}A  ")
            self.paragraph(of_text, f"{' ' * margin}B  ")
            return
        columns = (self._columns - margin - 3) // 2
        here, there = list(self._wrapped(text, columns)), list(self._wrapped(of_text, columns))
        for number in range(max(len(here), len(there))):
            left, right = (side[number] if number < len(side) else "" for side in (here, there))
            begin = label if number == 0 else " " * margin
            print(in_order(f"{begin}{window.padded(left, columns)}   {isolated(right)}".rstrip()))

    def _wrapped(self, text: str, columns: int, *, keeps_addresses: bool = False) -> Iterator[str]:
        if self._columns is None:
            yield safe(text)
        elif keeps_addresses and "://" in text:
            yield from _by_words(safe(text), columns)
        else:
            yield from wrapped(safe(text), max(columns, window.NARROWEST))


def _by_words(text: str, columns: int) -> Iterator[str]:
    """Yield lines without a word in two, though one be longer than the line: half an address cannot be copied."""
    line = ""
    for word in text.split():
        if line and cell_len(line) + 1 + cell_len(word) > columns:
            yield line
            line = ""
        line = f"{line} {word}".lstrip()
    yield line
