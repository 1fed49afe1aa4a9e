"""What a story links to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from lxml.etree import XPath

from .errors import DropError
from .furniture import key
from .markup import INLINE, SILENT
from .urls import canonical

_UNREAD = SILENT | {"nav"}
_ANCHORS = XPath("//a[not(ancestor::nav)]")
_SAME_LETTERS = 80  # a run of text that begins with as many letters of a story is part of it
_FEWEST_LETTERS = 20  # of a run that may stand anywhere within a line


def out(tree: Any, lines: Sequence[str], url: str) -> tuple[str, ...]:
    """Return the addresses that the lines of a story link to, in their order, whatever its markup."""
    known = {key(line)[:_SAME_LETTERS] for line in lines}
    story = "\n".join(key(line) for line in lines)
    found: dict[int, str] = {}  # by the number of the link in the page
    for said, anchors, in_menu in _runs(tree):
        letters = key(said)[:_SAME_LETTERS]
        of_story = letters in known or (len(letters) >= _FEWEST_LETTERS and letters in story)
        if of_story and not in_menu:
            found.update(anchors)
    addresses = (address for _, target in sorted(found.items()) for address in _address(url, target))
    return tuple(dict.fromkeys(addresses))


def _runs(tree: Any) -> Iterator[tuple[str, dict[int, str], bool]]:
    """Yield (text, links, whether it is an item of a menu) of every run between two breaks that has a link."""
    numbers = {anchor: number for number, anchor in enumerate(_ANCHORS(tree))}
    unread: dict[Any, bool] = {}
    known: dict[Any, Any] = {}
    for block in dict.fromkeys(_block(anchor, known) for anchor in numbers):
        if not _is_unread(block, unread):
            yield from _runs_in(block, numbers)


def _block(anchor: Any, known: dict[Any, Any]) -> Any:
    """Return the element around a link that begins and ends lines; `known` keeps what was said."""
    around, passed = anchor, []
    while around not in known and around.tag in INLINE and (parent := around.getparent()) is not None:
        passed.append(around)
        around = parent
    block = known.get(around, around)
    known.update(dict.fromkeys(passed, block))
    return block


def _is_unread(element: Any, known: dict[Any, bool]) -> bool:
    """Say whether an element or one around it is not read; `known` keeps what was said."""
    around = []
    while element is not None and element not in known:
        around.append(element)
        element = element.getparent()
    found = known.get(element, False)
    for part in reversed(around):
        found = known[part] = found or part.tag in _UNREAD
    return found


def _runs_in(block: Any, numbers: Mapping[Any, int]) -> Iterator[tuple[str, dict[int, str], bool]]:
    """Yield the runs of a block as `_runs` does; the blocks inside of it only part them."""
    pieces: list[str] = [block.text or ""]
    anchors: dict[int, str] = {}
    item = False  # a list item that begins with a link
    waiting: list[Any] = list(reversed(block))  # elements, and the texts behind them
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            pieces.append(found)
            continue
        if found.tail:
            waiting.append(found.tail)
        if found.tag not in INLINE:  # and what is not read: scripts, comments of the browser
            if found.tag not in _UNREAD and isinstance(found.tag, str):
                if anchors:
                    yield "".join(pieces), anchors, item
                pieces, anchors, item = [], {}, False
            continue
        if found.tag == "a":
            item = item or (found.getparent().tag == "li" and not any(map(str.strip, pieces)))
            anchors[numbers[found]] = found.get("href") or ""
        pieces.append(found.text or "")
        waiting += reversed(found)
    if anchors:
        yield "".join(pieces), anchors, item


def _address(url: str, target: str) -> Iterable[str]:
    if not target.strip() or target.startswith(("#", "javascript:", "mailto:", "tel:")):
        return
    try:
        address = canonical(urljoin(url, target.strip()))
    except (ValueError, DropError):  # not an address of the web
        return
    if address != url:
        yield address
