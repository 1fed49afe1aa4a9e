"""Tables that only arrange a page, laid open: without the cells that hold its menus and footers."""

from collections.abc import Iterator
from typing import Any

from . import paragraphs, prose

_LINKED = 0.4  # share of a cell's characters that makes it a menu
_HOLDS_STORY = 0.25  # of the prose of the longest cell beside it
_INSET = 0.2  # share of a cell's prose that a table set into it has at most
_LEVELS = 12  # within one another; no page is arranged by more of them
_BLOCK_XPATH = "p|div|h1|h2|h3|h4|ul|ol|table|blockquote|section|article|form"


def lay_open(tree: Any) -> bool:
    """Turn the tables that only arrange a page into blocks; return whether there were any."""
    opened = [_laid_open(table, cells) for table, cells in _layout_tables(tree)]
    return bool(opened)


def _layout_tables(tree: Any) -> Iterator[tuple[Any, list[list[Any]]]]:
    """Yield tables that only arrange a page, the inner ones first, each with its cells by rows."""
    rows: dict[Any, list[list[Any]]] = {table: [] for table in tree.iter("table")}
    for row in tree.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if table is not None:
            rows[table].append([cell for cell in row if cell.tag in ("td", "th")])
    for table, cells in reversed(rows.items()):
        levels = sum(1 for _ in table.iterancestors("table"))
        if any(cells) and levels < _LEVELS and _is_layout(table, cells):
            yield table, [row for row in cells if row]


def _is_layout(table: Any, rows: list[list[Any]]) -> bool:
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(cell.tag == "th" for row in rows for cell in row) or table.xpath("./caption|./thead"):
        return False
    if sum(map(len, rows)) == 1:
        return True
    filled = [[cell for cell in row if prose.size(cell)] for row in rows]
    widths = {len(row) for row in filled if row}
    if len(filled) > 2 and widths and min(widths) > 1 and len(widths) == 1:
        return False  # as many entries in every row
    return any(_holds_blocks(cell) for row in rows for cell in row)


def _holds_blocks(cell: Any) -> bool:
    return bool(cell.xpath(_BLOCK_XPATH)) or prose.of(cell) >= prose.FEWEST


def _laid_open(table: Any, rows: list[list[Any]]) -> bool:
    """Turn a table into blocks, without the cells that hold menus and footers where others hold a story."""
    outer = next(table.iterancestors("td"), None)
    floats = (table.get("align") or "").lower() in ("left", "right") or "float" in (table.get("style") or "")
    if outer is not None and floats and prose.of(table) <= _INSET * prose.of(outer):
        table.drop_tree()
        return True
    for cell in _superfluous(rows):
        cell.drop_tree()
    for element in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "colgroup", "col")]:
        if element is table or next(element.iterancestors("table"), table) is table:
            element.tag = "div"
    paragraphs.mark(table)
    return True


def _superfluous(rows: list[list[Any]]) -> list[Any]:
    """Return the cells that hold menus and footers; none where no cell holds a story."""
    telling = [list(_telling(row)) for row in rows]
    last = max((number for number, row in enumerate(telling) if any(row)), default=0)
    widths = {len(row) for row in telling if any(row)}
    # a row as wide as those of the story may hold its title, its author, a heading in its middle
    spared = [number < last and len(row) in widths and not any(telling[number]) for number, row in enumerate(rows)]
    return [
        cell
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if widths and not telling[number][place] and (not spared[number] or prose.linked(cell) > _LINKED)
    ]


def _telling(row: list[Any]) -> Iterator[bool]:
    """Yield for each cell of a row whether it tells something, beside the one that tells most."""
    sizes = [prose.of(cell) for cell in row]
    least = max(prose.FEWEST, _HOLDS_STORY * max(sizes))
    return (size >= least and prose.linked(cell) <= _LINKED for cell, size in zip(row, sizes, strict=True))
