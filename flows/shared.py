"""What of a view may be handed on: excerpts in the place of texts, and texts only where their pages allow it.

Which columns show somebody's words is said here, view by view, and a test holds every view against it. Where a text
stands in pieces, as sentence by sentence, all pieces of an article together are as long as an excerpt: whoever put them
together again would have no more than that.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractors import rights
from extractors.excerpts import excerpt

from .dataset import Row

EXCERPT_CHARS = 300  # enough to know a story again, and to see how it begins
EXCERPTS = {"text": "excerpt", "text_en": "excerpt_en"}  # what stands in the place of which column
# Columns that hold pieces of texts, and the column with the address of the article whose words they are.
PIECES: Mapping[str, Mapping[str, str]] = {
    "side_by_side": {"original": "url", "translation": "url"},
    "changes": {"before": "of_url", "after": "url"},
}
WITH_TEXTS = ("articles", "versions", *PIECES)
LINES = frozenset({"credit", "presumed_evidence"})  # columns that may hold a line of a text
FACTS = ("number", "name")  # kinds of pieces that are nobody's words
NOTHING: Row = {"shareable": "metadata", "rights": ["nosnippet"], "longest": 0}  # of what is no article any more


@dataclass(slots=True)
class Shared:
    """The rows of a view as they may be handed on, in their order."""

    view: str
    terms: Mapping[str, Row]  # by address of an article: shareable, rights, and how long its text is
    full_text: bool
    spent: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))  # by column and address

    def row(self, row: Row) -> Row:
        """Return a row of the view."""
        if self.view in PIECES:
            pieces = {name: self._piece(row, name, str(row[of])) for name, of in PIECES[self.view].items()}
            return _aware({**row, **pieces})
        if not EXCERPTS.keys() & row.keys():
            return _aware(row)
        terms = row if "shareable" in row else self.terms.get(row["url"], NOTHING)
        return shared({**row, **terms}, self.full_text, only=row)

    def _piece(self, row: Row, name: str, url: str) -> str | None:
        """Return as much of a piece as its article has left to be shown."""
        said, terms = row[name], self.terms.get(url, NOTHING)
        if said is None or terms["shareable"] == "metadata":
            return None
        if row.get("what") in FACTS or (self.full_text and terms["shareable"] == "full_text"):
            return str(said)
        left = longest(terms) - self.spent[name, url]
        self.spent[name, url] += len(said)
        return excerpt(said, left) or None


def longest(terms: Row) -> int:
    """Return how many characters of an article may be shown; never all of a text that is held back."""
    if terms["shareable"] == "full_text":
        return EXCERPT_CHARS
    limit = rights.longest_excerpt(terms["rights"] or ())
    most = EXCERPT_CHARS if limit is None else min(limit, EXCERPT_CHARS)
    return min(most, int(terms["longest"]) // 2)


def shared(row: Mapping[str, Any], full_text: bool, only: Mapping[str, Any] | None = None) -> Row:
    """Return a row with excerpts for texts; with the texts too where both sides want them. `only` these columns."""
    made: Row = {}
    for name, value in (row if only is None else only).items():
        if name in EXCERPTS:
            made[EXCERPTS[name]] = value and _excerpt(value, row)
            if full_text:
                made[name] = value if row["shareable"] == "full_text" else None
        else:
            made[name] = value
    if row["shareable"] == "metadata":
        made |= dict.fromkeys(LINES & made.keys())
    return _aware(made)


def _aware(row: Row) -> Row:
    return {name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value for name, value in row.items()}


def _excerpt(text: str, row: Mapping[str, Any]) -> str | None:
    """Return the beginning of a text; None where none may be shown."""
    return excerpt(text, longest({**row, "longest": len(text)})) or None


def reason(row: Mapping[str, Any]) -> str | None:
    """Return why no more than an excerpt of an article is handed on; None where all of it may be."""
    if row["shareable"] == "full_text":
        return None
    return "not recorded" if row["rights"] is None else rights.held_back_by(row["rights"])
