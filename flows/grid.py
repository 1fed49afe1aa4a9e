"""Rows -> lines for people: a table where its columns fit the window, else a block for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.cells import cell_len

from .window import in_order, isolated, padded, safe, shortened, wrapped

GAP = 2
MOST_LINES = 3  # of a cell; JSON and CSV have the whole
LEAST_TEXT, LEAST_ADDRESS = 14, 24  # cells in which one can still tell what it is
SHORT = 16  # a moment; what is no longer is never cut
LONGEST_PADDED = 300  # beyond it the columns behind are out of line rather than far away
WIDEST_NAME = 24


@dataclass(frozen=True)
class Column:
    """A column: its name, its cells as they are shown, and on which side they stand."""

    name: str
    cells: Sequence[str]
    is_number: bool = False

    @cached_property
    def widest(self) -> int:
        """Return the width of its widest cell."""
        return max(map(cell_len, self.cells), default=0)

    @cached_property
    def natural(self) -> int:
        """Return the width in which nothing of it is cut or broken."""
        return max(self.widest, cell_len(self.name))

    @cached_property
    def is_whole(self) -> bool:
        """Return whether half a cell on another line would help nobody: addresses, hosts, names of files."""
        return self.is_number or all(" " not in cell and (cell.isascii() or "/" in cell) for cell in self.cells)

    @cached_property
    def least(self) -> int:
        """Return the width below which it says nothing any more."""
        name = max(map(cell_len, _parts(self.name)))
        if self.is_number or self.widest <= SHORT:
            return max(self.widest, name)
        is_address = self.is_whole and any("/" in cell for cell in self.cells)
        return max(LEAST_ADDRESS if is_address else LEAST_TEXT, name)


def lines(columns: Sequence[Column], width: int | None, giving_way: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of a table; of blocks, one a row, where the window is too narrow for the columns.

    Before that, columns that are named as `giving_way` are left out, the first of them first, which is said below.
    """
    if width is None:
        yield from _table(columns, [min(column.natural, LONGEST_PADDED) for column in columns], whole=True)
        return
    for count in range(len(giving_way) + 1):
        kept = [column for column in columns if column.name not in giving_way[:count]]
        if (widths := fitted(kept, width)) is not None:
            yield from _table(kept, widths, whole=False)
            if count:
                yield from wrapped(f"not shown in so narrow a window: {', '.join(giving_way[:count])}", width)
            return
    yield from _blocks(columns, width)


def fitted(columns: Sequence[Column], width: int) -> list[int] | None:
    """Return how wide each column is in a window; None when it has no room for them all.

    Those that need most give first: room is handed out evenly until each has what it needs.
    """
    widths = [min(column.least, column.natural) for column in columns]
    room = width - sum(widths) - GAP * (len(columns) - 1)
    if room < 0:
        return None
    while room and (wanting := [n for n, column in enumerate(columns) if widths[n] < column.natural]):
        share = max(room // len(wanting), 1)
        for number in wanting[:room]:
            more = min(share, columns[number].natural - widths[number])
            widths[number] += more
            room -= more
    return widths


def _table(columns: Sequence[Column], widths: Sequence[int], *, whole: bool) -> Iterator[str]:
    heads = [_name(column.name, width) for column, width in zip(columns, widths, strict=True)]
    tallest = max(map(len, heads))
    yield from _line(columns, widths, [[""] * (tallest - len(head)) + head for head in heads])
    yield "─" * (sum(widths) + GAP * (len(widths) - 1))
    for row in zip(*(column.cells for column in columns), strict=True):
        cells = [
            [cell] if whole else _cell(column, cell, width)
            for column, cell, width in zip(columns, row, widths, strict=True)
        ]
        yield from _line(columns, widths, cells)


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines that one row takes, of cells with a line or more each."""
    for number in range(max(map(len, cells))):
        parts = [
            padded(cell[number] if number < len(cell) else "", width, right=column.is_number)
            for column, width, cell in zip(columns, widths, cells, strict=True)
        ]
        yield in_order((" " * GAP).join(parts).rstrip())


def _cell(column: Column, cell: str, width: int) -> list[str]:
    return [shortened(cell, width)] if column.is_whole else wrapped(cell, width, MOST_LINES)


def _parts(name: str) -> list[str]:
    """Return the parts of the name of a column that may stand below one another."""
    return name.replace("_", "_ ").split() or [""]


def _name(name: str, width: int) -> list[str]:
    """Return the name of a column in as few lines as fit."""
    found = [""]
    for part in name.replace("_", "_\0").replace(" ", " \0").split("\0"):
        if found[-1] and cell_len(found[-1] + part.rstrip()) > width:
            found[-1] = found[-1].rstrip()
            found.append("")
        found[-1] += part
    return [line for piece in found for line in wrapped(piece, width)]


def _blocks(columns: Sequence[Column], width: int) -> Iterator[str]:
    """Yield each row as a block, a line or more for each column that says something."""
    margin = min(max(cell_len(column.name) for column in columns), WIDEST_NAME, width // 3)
    room = width - margin - GAP
    rows = len(columns[0].cells)
    for number in range(rows):
        yield f"{number + 1} of {rows} ".ljust(width, "─")
        for column in columns:
            cell = column.cells[number]
            pieces = _cell(column, cell, room)
            names = _name(column.name, margin)
            for place in range(max(len(names), len(pieces))):
                name = names[place] if place < len(names) else ""
                piece = pieces[place] if place < len(pieces) else ""
                yield in_order(f"{padded(name, margin + GAP)}{isolated(piece)}".rstrip())


def column(name: str, cells: Sequence[str], *, is_number: bool = False) -> Column:
    """Return a column of texts of others, in which nothing can harm the terminal or its neighbours."""
    return Column(safe(name), [safe(cell) for cell in cells], is_number)
