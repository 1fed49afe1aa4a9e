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

from . import grid, window
from .window import bold

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
    hint: str = "",
    giving_way: Sequence[str] = (),
) -> None:
    """Write rows to stdout; a table has `most` of them, and says how many more there are and (`hint`) where.

    In a narrow window the columns that are `giving_way` are left out, the first of them first.
    """
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
        _table(columns, rows[:most], title, giving_way)
        if most is not None and len(rows) > most:
            print(f"and {len(rows) - most} more{hint}\n")


def _table(columns: Sequence[str], rows: Sequence[Row], title: str | None, giving_way: Sequence[str]) -> None:
    if title:
        print(bold(title))
    made = []
    for place, name in enumerate(columns):
        values = [row[place] for row in rows]
        is_number = all(isinstance(value, (int, float, Decimal)) for value in values if value is not None)
        made.append(grid.column(name, [_cell(value) for value in values], is_number=is_number and bool(values)))
    for line in grid.lines(made, window.columns(), giving_way):
        print(line)
    if not rows:
        print("nothing")
    print()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(_finite(value), ensure_ascii=False, default=_plain)
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
