"""Tables for people, and the same as JSON or CSV for programs."""

import csv
import json
import math
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .progress import harmless

Row = Sequence[Any]
# What JSON leaves as it is and a terminal obeys: control characters beyond ASCII, and changes of direction.
_ORDERS = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Form(StrEnum):
    """How rows are written to stdout."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def show(
    columns: Sequence[str],
    rows: Sequence[Row],
    form: Form = Form.TABLE,
    title: str | None = None,
    most: int | None = None,
) -> None:
    """Write rows to stdout; a table has `most` of them, and says how many more there are."""
    if form is Form.JSON:
        names = _distinct(columns)
        records = [dict(zip(names, map(_finite, row), strict=True)) for row in rows]
        text = json.dumps(records, ensure_ascii=False, default=_plain, indent=1, allow_nan=False)
        print(_ORDERS.sub(lambda order: f"\\u{ord(order.group()):04x}", text))
    elif form is Form.CSV:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
    else:
        _table(columns, rows[:most], title)
        if most is not None and len(rows) > most:
            print(f"and {len(rows) - most} more\n")


def _table(columns: Sequence[str], rows: Sequence[Row], title: str | None) -> None:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        numeric = all(isinstance(row[place], (int, float)) for row in rows if row[place] is not None)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        # Text, not markup, and no control characters: what a page calls itself must not colour the terminal.
        table.add_row(*(Text(harmless(_cell(value))) for value in row))
    # Piped, a table keeps its columns whole: nobody reads it in a window.
    Console(width=None if sys.stdout.isatty() else 1000, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(_cell(item) for item in value)
    return f"{value:.3g}" if isinstance(value, float) and abs(value) < 1 else str(value)


def _distinct(columns: Sequence[str]) -> list[str]:
    """Return the names with a number behind those that come again: an object holds a name once."""
    return [
        f"{name}_{columns[:place].count(name)}" if name in columns[:place] else name
        for place, name in enumerate(columns)
    ]


def _finite(value: Any) -> Any:
    """Return a value as JSON knows it: it has no infinity, and nothing that is no number."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    return value


def _plain(value: Any) -> str | float:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)
