"""Reads TOML files. Every complaint names the file, the key and what was expected there."""

import json
import re
import stat
import tomllib
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from extractors import urls
from extractors.errors import DropError, UseError, shown

_BARE_HOST = re.compile(r"[^\s/\:@?#*\[\]]+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
V = TypeVar("V")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a file; UseError says why it cannot be read, or which line is no TOML."""
    try:
        if stat.S_ISFIFO(path.stat().st_mode):  # it would be waited for without an end
            raise UseError(f"{path}: cannot be read: it is a pipe, not a file")
        content = path.read_bytes()
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in content:  # every second byte of English there
            raise UseError(f"{path}: expected a text in UTF-8, not UTF-16 or a file of another kind: save it as UTF-8")
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    except OSError as error:
        raise UseError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UseError(f"{path}: expected a text in UTF-8: line {line} is in another encoding, or no text") from error
    except RecursionError as error:
        raise UseError(f"{path}: not TOML: too many brackets in one another") from error
    except ValueError as error:  # TOMLDecodeError, and numbers of more digits than Python reads
        raise UseError(f"{path}: not TOML: {error}") from error


def wrong(path: Path, place: str, expected: str) -> UseError:
    """Return the complaint about a place in a file: its key, with a dot for each table around it."""
    return UseError(f"{path}: {place}: expected {expected}")


def bare_host(name: str) -> str:
    """Return a host as addresses are told apart by it, lower case and in punycode; empty for anything else."""
    try:
        return urls.host(f"http://{name}") if _BARE_HOST.fullmatch(name) else ""
    except DropError:
        return ""


class Table:
    """One table of the file. Raises UseError for a key that is none of `keys`; None allows any."""

    def __init__(self, path: Path, name: str, values: Mapping[str, Any], keys: Sequence[str] | None) -> None:
        self.path, self.name, self.values = path, name, values
        if keys is not None and (unknown := [key for key in values if key not in keys]):
            raise self.wrong(unknown[0], f"one of {', '.join(keys)}; this key is unknown")

    def place(self, key: str) -> str:
        """Return the key as the file would write it with a dot for each table."""
        key = key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        return f"{self.name}.{key}" if self.name else key

    def wrong(self, key: str, expected: str) -> UseError:
        """Return the complaint about a key of this table."""
        return wrong(self.path, self.place(key), expected)

    def take(self, key: str, check: Callable[[Any], V | None], expected: str, default: V | None = None) -> V:
        """Return a checked value; UseError when it is missing without a default, or refused by the check."""
        if key not in self.values:
            if default is None:
                raise self.wrong(key, f"{expected}; it is missing")
            return default
        checked = check(self.values[key])
        if checked is None:
            raise self.wrong(key, f"{expected}, not {shown(self.values[key])}")
        return checked

    def maybe(self, key: str, check: Callable[[Any], V | None], expected: str) -> V | None:
        """Return a checked value; None when it is missing."""
        return self.take(key, check, expected) if key in self.values else None

    def table(self, key: str, *keys: str, keys_are_free: bool = False) -> "Table":
        """Return a sub-table; an empty one when it is missing."""
        none: dict[str, Any] = {}
        values = self.take(key, a_table, "a table", none)
        return Table(self.path, self.place(key), values, None if keys_are_free else keys)


def a_line(value: Any) -> str | None:
    """Return a text of one line that is not empty; None for anything else, as all of these do."""
    good = isinstance(value, str) and value.strip() and not any(unicodedata.category(char) == "Cc" for char in value)
    return value if good else None


def list_of_lines(value: Any) -> tuple[str, ...] | None:
    """Return a list of such texts."""
    good = isinstance(value, list) and all(a_line(item) for item in value)
    return tuple(value) if good else None


def a_day(value: Any) -> date | None:
    """Return a date without a time."""
    return value if type(value) is date else None


def a_count(value: Any) -> int | None:
    """Return a whole number from 0 that every table takes."""
    return value if type(value) is int and 0 <= value < 2**63 else None


def a_positive_count(value: Any) -> int | None:
    """Return one from 1."""
    return a_count(value) or None


def a_flag(value: Any) -> bool | None:
    """Return true or false."""
    return value if isinstance(value, bool) else None


def a_table(value: Any) -> dict[str, Any] | None:
    """Return a table."""
    return value if isinstance(value, dict) else None


def list_of_tables(value: Any) -> list[dict[str, Any]] | None:
    """Return a list of one table or more."""
    return value if isinstance(value, list) and value and all(isinstance(item, dict) for item in value) else None
