"""The state that scripts of a page begin with, as values: JSON, or what can be made of it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_LONGEST_SCRIPT = 5_000_000  # characters
_SHORTEST_SCRIPT = 400
_MOST_VALUES = 200_000  # looked at in one page
_MOST_REFERRED = 10_000_000  # characters; a thousand references to one text make it a thousand texts
_DEEPEST = 60
_MOST_STARTS = 40  # places in one script where JSON may begin
_MOST_BROKEN = 1000  # rows of a stream that hold none

_STREAM = re.compile(r"__next_f\.push\(")
_ROW = re.compile(r"([0-9a-f]{1,6}):(T([0-9a-f]{1,7}),|[A-Z]{0,2}(?=[\[{\"]))")
_START = re.compile(r"(?:=|\(|\breturn)\s*(?=[\[{])|(?<=JSON\.parse\()\s*(?=\")")
_REFERENCE = re.compile(r"\$([0-9a-f]{1,6})$")
_STRING = re.compile(r'(?<!\\)"(?:[^"\\\n]|\\.){60,}"')


class Budget:
    """How many values are still looked at, or how many characters are still read."""

    def __init__(self, most: int = _MOST_VALUES) -> None:
        self.left = most

    def spent(self, more: int = 1) -> bool:
        """Count some more; return whether that is too many."""
        self.left -= more
        return self.left < 0


def values(tree: Any) -> Iterator[Any]:
    """Yield the JSON values of a page's scripts."""
    streamed: list[str] = []
    for script in tree.iter("script"):
        source = (script.text or "")[:_LONGEST_SCRIPT].strip()
        kind = (script.get("type") or "").lower()
        if "json" in kind:
            value = _loaded(source)
            yield _revived(value) if isinstance(value, list) and "NUXT" in script.get("id", "") else value
        elif _STREAM.search(source):
            streamed += _pushed(source)
        elif len(source) > _SHORTEST_SCRIPT:
            yield from _assigned(source)
    if streamed:
        yield _rows("".join(streamed))


def _loaded(source: str) -> Any:
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):  # no JSON, or nested a hundred thousand times
        return None


def _assigned(source: str) -> Iterator[Any]:
    """Yield what a script assigns or passes on: JSON, JSON in a string, or at least its long strings."""
    decoder, end, whole = json.JSONDecoder(strict=False), 0, False
    for number, start in enumerate(_START.finditer(source)):
        if number >= _MOST_STARTS:
            break
        if start.end() < end:
            continue
        try:
            value, end = decoder.raw_decode(source, start.end())
        except (ValueError, RecursionError):  # a program, not data
            continue
        whole = True
        yield _loaded(value) if isinstance(value, str) else value
    if not whole:
        strings = (_loaded(literal.group()) for literal in _STRING.finditer(source))
        yield [string for string in strings if isinstance(string, str)]


def _pushed(source: str) -> Iterator[str]:
    """Yield the pieces of the stream that React sends its components in."""
    decoder = json.JSONDecoder(strict=False)
    for call in _STREAM.finditer(source):
        try:
            value, _ = decoder.raw_decode(source, call.end())
        except (ValueError, RecursionError):  # cut
            continue
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _rows(stream: str) -> list[Any]:
    """Return the values of such a stream: each a row with a number, by which others refer to it."""
    decoder, rows, place, broken = json.JSONDecoder(strict=False), dict[str, Any](), 0, 0
    while broken < _MOST_BROKEN and (row := _ROW.search(stream, place)):
        place = row.end()
        if row[3]:
            size = int(row[3], 16)  # in bytes, of which no text has fewer than characters
            text = stream[place : place + size].encode()[:size].decode(errors="ignore")
            rows[row[1]], place = text, place + len(text)
            continue
        try:
            rows[row[1]], place = decoder.raw_decode(stream, place)
        except (ValueError, RecursionError):  # another kind of row
            broken += 1
    budget = Budget(_MOST_REFERRED)
    return [_joined(value, rows, budget, 0) for value in rows.values() if not isinstance(value, str)]


def _joined(value: Any, rows: Mapping[str, Any], budget: Budget, depth: int) -> Any:
    """Return a value with the texts that it refers to in their places."""
    if isinstance(value, str):
        reference = _REFERENCE.fullmatch(value)
        text = rows.get(reference[1]) if reference else None
        return text if isinstance(text, str) and not budget.spent(len(text)) else value
    if depth > _DEEPEST:
        return None
    if isinstance(value, list):
        return [_joined(item, rows, budget, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: _joined(item, rows, budget, depth + 1) for key, item in value.items()}
    return value


def _revived(flat: list[Any]) -> Any:
    """Return the value that Nuxt keeps as a list of its parts, each referring to others by their places."""
    budget = Budget()

    def at(place: Any, depth: int) -> Any:
        if type(place) is not int or not 0 <= place < len(flat) or depth > _DEEPEST or budget.spent():
            return None
        part = flat[place]
        if isinstance(part, dict):
            return {key: at(item, depth + 1) for key, item in part.items()}
        if isinstance(part, list):
            tagged = len(part) > 1 and isinstance(part[0], str)  # ["Reactive", 1]
            return at(part[1], depth + 1) if tagged else [at(item, depth + 1) for item in part]
        return part

    return at(0, 0)
