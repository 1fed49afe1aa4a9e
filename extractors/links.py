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
    for kind, value in _events(tree):
        if kind == "text":
            pieces.append(value)
        elif kind == "link":
            item = item or (not "".join(pieces).strip() and value.getparent().tag == "li")
            targets.append(value.get("href") or "")
        else:
            if targets:
                yield "".join(pieces), targets, item
            pieces, targets, item = [], [], False


def _events(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield the texts, the links and the breaks of a page in their order."""
    waiting: list[Any] = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            yield found
            continue
        silent = not isinstance(found.tag, str) or found.tag in _UNREAD
        broken = not silent and found.tag not in INLINE
        after: list[Any] = [("break", "")] if broken else []
        after += [("text", found.tail)] if found.tail and found is not tree else []
        waiting += reversed(after)
        if silent:
            continue
        waiting += reversed(found)
        if broken:
            yield "break", ""
        if found.tag == "a":
            yield "link", found
        if found.text:
            yield "text", found.text
    yield "break", ""


def _address(url: str, target: str) -> Iterable[str]:
    if not target.strip() or target.startswith(("#", "javascript:", "mailto:", "tel:")):
        return
    try:
        address = canonical(urljoin(url, target.strip()))
    except (ValueError, DropError):  # not an address of the web
        return
    if address != url:
        yield address
