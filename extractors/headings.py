"""What stands around an article's heading: the page's own lines over it, and the byline region under it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from . import timestamps
from .asides import is_elsewhere, names
from .furniture import key
from .markup import text_of

_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "figure", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
     "th", "tr", "ul")
)  # fmt: skip
_UNREAD = frozenset(
    ("aside", "button", "figcaption", "figure", "footer", "form", "head", "iframe", "nav", "noscript", "script",
     "select", "style", "svg", "template", "textarea", "video")
)  # fmt: skip
_SPACES = re.compile(r"[^\S\u3000]+")
_SHORT = 150  # characters of a line of the byline region
_PROSE = 90  # characters of a line that tells something; half of it in scripts whose signs are syllables or words
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SAME = 60  # letters: two paragraphs that begin with as many equal ones are one
_SHORTEST_TITLE = 8  # letters
_FARTHEST = 20  # lines under a heading in which a byline can stand
_MOST_PROSE = 2  # a standfirst, and the paragraph in front of which the region ends
_BEFORE_TEXT = 6  # lines before a text that has no heading
_ABOVE = 3  # lines over a heading among which its day can stand
_MENU = 5  # links; breadcrumbs have fewer
_LONGEST_TITLE = 300  # characters
_SAMPLE = 3  # paragraphs by which a text is known
_HOLDS_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page, and the classes of the element that it is in."""

    text: str
    classes: str
    element: Any = None  # in which it begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The lines of a page around the heading of its article."""

    over: frozenset[str]  # keys of lines of the text that stand over the heading, and nowhere under it
    region: tuple[Line, ...]  # short lines between the heading and the text
    opening: tuple[str, ...]  # the paragraphs with which the text begins
    above: tuple[Line, ...] = ()  # the nearest lines over the heading that hold a number, in the heading's own part
    heading: Any = None  # the element in which it begins


def around(tree: Any, titles: Iterable[str], text: Sequence[str]) -> Surroundings:
    """Return what stands around the heading of the article that bears one of the titles and has this text."""
    known = list(dict.fromkeys(found for title in titles if (found := key(title))))
    walk = _lines(tree, partial(_holds_story, titles=frozenset(known), text=text))
    letters = list(map(key, text))
    lines, beginning = _to_beginning(walk, "\n".join(letters))
    named = _named(known, lines[:beginning])
    if not named:
        lines += walk
        named = _named(known, lines)[:1]
    # The last place of the title before the text: menus and breadcrumbs name it too.
    heading = named[-1] if named else None
    start = max(0, beginning - _BEFORE_TEXT) if heading is None else heading + 1
    lines += islice(walk, max(0, start + _FARTHEST - len(lines)))
    element = None if heading is None else lines[heading].element
    is_own = timestamps.of_story(element)
    region, opening = _region(lines[start : start + _FARTHEST], is_own)
    over = {key(line.text) for line in lines[: heading or 0] if not _is_prose(line.text)}.intersection(letters)
    if over:  # seldom: only then the rest of the page is read
        over.difference_update(key(line.text) for line in (*lines[start:], *walk))
    return Surroundings(
        over=frozenset(over),
        region=region,
        opening=opening,
        above=() if heading is None else tuple(_above(lines[:heading], element, is_own)),
        heading=element,
    )


def _to_beginning(walk: Iterator[Line], text: str) -> tuple[list[Line], int]:
    """Return the lines up to the first paragraph of a text, and its place; all lines where it stands nowhere."""
    lines = []
    for line in walk:
        lines.append(line)
        if _is_prose(line.text) and key(line.text)[:_SAME] in text:
            return lines, len(lines) - 1
    prose = (place for place, line in enumerate(lines) if _is_prose(line.text))
    return lines, next(prose, len(lines))


def _named(titles: Iterable[str], lines: Sequence[Line]) -> list[int]:
    """Return where lines bear a title, in order."""
    keys = [key(line.text) for line in lines]
    return sorted({place for title in titles for place in _places(title, keys)})


def _above(lines: Sequence[Line], heading: Any, is_own: Callable[[Any], bool]) -> Iterator[Line]:
    """Yield the lines right over a heading that may date it, the nearest first.

    Mastheads bear the day of the visit: what has a menu or the way home between itself and the heading is none.
    """
    for line in reversed(lines[-_ABOVE:]):
        dates = len(line.text) <= _SHORT and _HOLDS_NUMBER.search(line.text)
        if dates and is_own(line.element) and not _holds_menu(line.element, heading):
            yield line


def _holds_menu(element: Any, heading: Any) -> bool:
    """Say whether the smallest part of a page that holds both begins with a menu or a link to the first page."""
    around = {element, *element.iterancestors()}
    shared = next((holder for holder in (heading, *heading.iterancestors()) if holder in around), None)
    links = 0
    for found in () if shared is None else shared.iter():
        if found is heading:
            break
        if found.tag == "a" and found.get("href"):
            links += bool(text_of(found, most=1))
            if links == _MENU or _leads_home(found.get("href")):
                return True
    return False


def _leads_home(target: str) -> bool:
    try:
        way = urlsplit(target.strip())
    except ValueError:  # an unfinished IPv6 address or the like
        return False
    return way.path in ("/", "/index.html", "/index.php") or (way.path == "" and way.netloc != "")


def _holds_story(element: Any, titles: frozenset[str], text: Sequence[str]) -> bool:
    """Say whether an element holds the heading of the first rank that is a title, or most of the text."""
    headings = (key(text_of(heading, most=_LONGEST_TITLE)) for heading in element.iter("h1"))
    if any(len(found) >= _SHORTEST_TITLE and any(found in title for title in titles) for found in headings):
        return True
    sample = sorted(text, key=len, reverse=True)[:_SAMPLE]
    held = text_of(element) if sample else ""
    return bool(sample) and sum(line[: _SHORTEST_TITLE * 4] in held for line in sample) * 2 > len(sample)


def _places(title: str, keys: Sequence[str]) -> list[int]:
    """Return where a line is a title, or all of it but the outlet's name before or after it."""
    least = max(_SHORTEST_TITLE, len(title) / 2)
    return [
        place
        for place, line in enumerate(keys)
        if line == title or (len(line) >= least and (title.startswith(line) or title.endswith(line)))
    ]


def _region(lines: Sequence[Line], is_own: Callable[[Any], bool]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    region, opening = [], []
    for line in lines:
        if _is_prose(line.text):
            opening.append(line.text)
            if len(opening) == _MOST_PROSE:
                break
        elif len(line.text) <= _SHORT and (not _HOLDS_NUMBER.search(line.text) or is_own(line.element)):
            region.append(line)
    return tuple(region), tuple(opening)


def _is_prose(line: str) -> bool:
    return (
        len(line) + len(_UNSPACED.findall(line[:_SHORT])) >= _PROSE
        and line.rstrip("\"”»“’'）」』)]")[-1:] in ".!?。！？…।۔؟።"
    )


def _lines(tree: Any, holds_story: Callable[[Any], bool]) -> Iterator[Line]:
    """Yield the lines of a page that its readers see, without what is set beside the story."""
    parts: list[str] = []
    classes, begins = "", None
    for ends, called, text, element in _pieces(tree, holds_story):
        if ends:
            if begins is not None:
                yield _line(parts, classes, begins)
            parts, classes, begins = [], "", None
        if called:
            classes = f"{classes} {called}"
        if text:
            if begins is None and not text.isspace():
                begins = element
            parts.append(text)
    if begins is not None:
        yield _line(parts, classes, begins)


def _pieces(tree: Any, holds_story: Callable[[Any], bool]) -> Iterator[tuple[bool, str, str | None, Any]]:
    """Yield (whether a line ends before it, classes of what begins with it, text, in what) in the order of the page."""
    waiting: list[Any] = [tree]  # elements, and such tuples for what follows those that are over
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            yield found
            continue
        tag, called = found.tag, names(found)
        beside = tag in _UNREAD or (called != "" and is_elsewhere(called))
        unread = beside and _is_unread(found, holds_story)
        ends = unread or tag in _BLOCKS or not isinstance(tag, str)
        tail = found.tail if found is not tree else None
        if ends or tail:
            waiting.append((ends, "", tail, found.getparent()))
        if unread:
            yield ends, "", None, found
        else:
            waiting += reversed(found)
            yield ends, called, found.text, found


def _is_unread(element: Any, holds_story: Callable[[Any], bool]) -> bool:
    """Say whether an element whose tag or name is of what stands beside stories does so; not if it holds this one."""
    if element.tag in ("body", "html"):
        return False
    if element.tag in _UNREAD and element.tag != "form":  # around whole pages too
        return True
    return not holds_story(element)


def _line(parts: Iterable[str], classes: str, element: Any) -> Line:
    return Line(text=_SPACES.sub(" ", "".join(parts).strip()), classes=classes.strip(), element=element)
