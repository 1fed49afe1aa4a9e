"""What the elements of a page's tree hold, as text on one line."""

from typing import Any

# Elements that stand within a line; every other one ends it.
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "mark", "nobr", "q", "ruby", "rb", "rp", "rt", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "svg", "path", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
SILENT = frozenset({"script", "style", "noscript", "template", "head"})  # whose text no reader sees


def squeezed(text: str) -> str:
    """Return a text on one line, with one space where white space was."""
    return " ".join(text.split())


def text_of(element: Any, between: str = "", most: int | None = None) -> str:
    """Return the text of an element on one line; what is longer than `most` characters is cut somewhere behind them.

    `between` is put between the texts of its parts. Where elements lie in one another, `most` keeps a page of a
    thousand of them from being read a thousand times.
    """
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if most is not None and length > most:
            break
    return squeezed(between.join(pieces))
