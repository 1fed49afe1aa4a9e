"""Texts of strangers as Markdown that shows them and does nothing else, and tables that stay tables."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

LONGEST_TEXT = 160  # characters: a headline; what is longer is cut
# What Markdown, its tables, HTML and automatic links give a meaning to. No more than that is escaped: cells of table
# artifacts are Markdown in one of Prefect's two UIs and plain text in the other.
_SYNTAX = re.compile(
    r"[`*\[\]<>{}~|@]|\\(?=[!-/:-@\[-`{-~])|\\$|&(?=#?\w+;)|(?<!\w)_|_(?!\w)|(?<=http):|(?<=https):|(?<=ftp):"
    r"|(?<=www)\.|^[-+#=]|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4}))[.)](?=\s|$)",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"  # part of how Persian, Hindi and emoji are written
_SAFE_IN_URLS = "/:?#&=%@+,~-._"
_PLAIN = re.compile(r"[\w./ -]*\w", re.ASCII)


def plain(text: object, most: int = LONGEST_TEXT) -> str:
    """Return a text in one line without what a reader cannot see: controls, changes of direction, halves of signs."""
    spaced = _BLANKS.sub(" ", str(text))
    kept = (one for one in spaced if one in _JOINERS or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))
    seen = "".join(kept).strip()
    return seen if len(seen) <= most else f"{seen[: most - 1].rstrip()}…"


def inline(text: object, most: int = LONGEST_TEXT) -> str:
    """Return a text as Markdown that reads as it is written, whatever signs it holds, and in its own direction."""
    escaped = _SYNTAX.sub(r"\\\g<0>", plain(text, most))
    runs_left = any(unicodedata.bidirectional(one) in ("R", "AL") for one in escaped)
    return f"\u2068{escaped}\u2069" if runs_left else escaped


def link(text: str, url: str) -> str:
    """Return a link whose text is a name without punctuation, such as an outlet's; for any other the address itself.

    Within the text of a link, one UI shows escapes as they are written.
    """
    there = address(url)
    return f"[{text}](<{there}>)" if _PLAIN.fullmatch(text) and there.startswith("http") else there


def address(url: str) -> str:
    """Return an address, which is a link by itself if it is one of the web."""
    if not url.lower().startswith(("http://", "https://")):
        return inline(url)
    return quote(url.encode(errors="replace"), safe=_SAFE_IN_URLS)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose cells are Markdown already."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def moment(value: Any) -> str:
    """Return a UTC moment to the minute; a value that is none as it is."""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
