"""What a story links to."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urljoin

from .errors import DropError
from .furniture import key
from .markup import INLINE, SILENT
from .urls import canonical

_UNREAD = SILENT | {"nav"}
_SAME_LETTERS = 80  # a run of text that begins with as many letters of a story is part of it
_FEWEST_LETTERS = 20  # of a run that may stand anywhere within a line


def out(tree: Any, lines: Sequence[str], url: str) -> tuple[str, ...]:
    """Return the addresses that the lines of a story link to, in their order, whatever its markup."""
    known = {key(line)[:_SAME_LETTERS] for line in lines}
    story = "\n".join(key(line) for line in lines)
    found: dict[str, None] = {}
    for said, targets, in_menu in _runs(tree):
        letters = key(said)[:_SAME_LETTERS]
        of_story = letters in known or (len(letters) >= _FEWEST_LETTERS and letters in story)
        if of_story and not in_menu:
            found.update({address: None for target in targets for address in _address(url, target)})
    return tuple(found)


def _runs(tree: Any) -> Iterator[tuple[str, list[str], bool]]:
    """Yield (text, targets, whether it is an item of a menu) of every run between two breaks that has a link."""
    pieces: list[str] = []
    targets: list[str] = []
    item = False  # a list item that begins with a link
    waiting: list[Any] = [None, tree]  # elements, texts, and None for a break
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            pieces.append(found)
            continue
        tag = None if found is None else found.tag
        is_read = isinstance(tag, str) and tag not in _UNREAD
        is_break = found is None or (is_read and tag not in INLINE)
        if is_break:
            if targets:
                yield "".join(pieces), targets, item
            pieces, targets, item = [], [], False
        if found is not None:
            waiting += [found.tail or "", None] if is_break else [found.tail or ""]
        if is_read:
            waiting += reversed(found)
            pieces.append("" if tag == "a" else found.text or "")
        if tag == "a":
            item = item or (found.getparent().tag == "li" and not any(map(str.strip, pieces)))
            targets.append(found.get("href") or "")
            pieces.append(found.text or "")


def _address(url: str, target: str) -> Iterable[str]:
    if not target.strip() or target.startswith(("#", "javascript:", "mailto:", "tel:")):
        return
    try:
        address = canonical(urljoin(url, target.strip()))
    except (ValueError, DropError):  # not an address of the web
        return
    if address != url:
        yield address
