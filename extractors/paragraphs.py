"""Paragraphs of pages that mark none: what empty lines part, and what stands loose beside real ones."""

from itertools import pairwise
from typing import Any

from lxml.html import Element

from .markup import INLINE

_HOLDERS = ("div", "font", "center", "span")


def mark(tree: Any) -> None:
    """Put every run of text under an element into a paragraph of its own, where its neighbours are or need one."""
    for holder in reversed(list(tree.iter(*_HOLDERS))):
        if any(_is_block(child) for child in holder) or _has_empty_line(holder):
            _rebuild(holder)
            holder.tag = "div"


def _is_block(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag != "br" and element.tag not in INLINE


def _has_empty_line(holder: Any) -> bool:
    return any(one.tag == other.tag == "br" and not (one.tail or "").strip() for one, other in pairwise(holder))


def _rebuild(holder: Any) -> None:
    children = list(holder)
    paragraph = Element("p")
    paragraph.text, holder.text = holder.text, None
    parts, breaks = [paragraph], 0
    for child in children:
        holder.remove(child)
        tail, child.tail = child.tail, None
        breaks = breaks + 1 if child.tag == "br" else 0
        if breaks == 2 or _is_block(child):
            parts += [child] if _is_block(child) else []
            parts.append(Element("p"))
            parts[-1].text = tail
        else:
            parts[-1].append(child)
            child.tail = tail
        breaks = 0 if (tail or "").strip() else breaks
    holder.extend(part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip())
