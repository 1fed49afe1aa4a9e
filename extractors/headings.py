"""What stands around an article's heading: the page's own lines over it, and the byline region under it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .furniture import key

_BLOCKS = frozenset(
    ("address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "figure", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
     "th", "tr", "ul")
)  # fmt: skip
_UNREAD = frozenset(
    ("aside", "button", "figcaption", "figure", "footer", "form", "head", "iframe", "nav", "noscript", "script",
     "select", "style", "svg", "template", "textarea", "video")
)  # fmt: skip
_ELSEWHERE = re.compile(
    r"comment|sidebar|related|teaser|recommend|footer|promo|reply|ticker|caption|most-?read", re.IGNORECASE
)
_SPACES = re.compile(r"[^\S\u3000]+")
_SHORT = 150  # characters of a line of the byline region
_PROSE = 90  # characters of a line that tells something; half of it in scripts whose signs are syllables or words
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SAME = 60  # letters: two paragraphs that begin with as many equal ones are one
_SHORTEST_TITLE = 8  # letters
_FARTHEST = 20  # lines under a heading in which a byline can stand
_MOST_PROSE = 2  # a standfirst, and the paragraph in front of which the region ends
_BEFORE_TEXT = 6  # lines before a text that has no heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page, and the classes of the element that it is in."""

    text: str
    classes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The lines of a page around the heading of its article."""

    over: frozenset[str]  # keys of the short lines over the heading, and nowhere under it
    region: tuple[Line, ...]  # short lines between the heading and the text
    opening: tuple[str, ...]  # the paragraphs with which the text begins


def around(tree: Any, titles: Iterable[str], text: Sequence[str]) -> Surroundings:
    """Return what stands around the heading of the article that bears one of the titles and has this text."""
    lines = list(_lines(tree))
    keys = [key(line.text) for line in lines]
    own = "\n".join(map(key, text))
    prose = [place for place, line in enumerate(lines) if _is_prose(line.text)]
    beginning = next((place for place in prose if keys[place][:_SAME] in own), next(iter(prose), len(lines)))
    known = [found for title in titles if (found := key(title))]
    # The last place of the title before the text: menus and breadcrumbs name it too.
    named = sorted({place for title in dict.fromkeys(known) for place in _places(title, keys)})
    heading = max((place for place in named if place < beginning), default=next(iter(named), None))
    start = max(0, beginning - _BEFORE_TEXT) if heading is None else heading + 1
    region, opening = _region(lines[start : start + _FARTHEST])
    under = set(keys[start:])
    over = () if heading is None else (found for found, line in zip(keys[:heading], lines, strict=False)
                                       if found not in under and not _is_prose(line.text))  # fmt: skip
    return Surroundings(over=frozenset(over), region=region, opening=opening)


def _places(title: str, keys: Sequence[str]) -> list[int]:
    """Return where a line is a title, or all of it but the outlet's name before or after it."""
    least = max(_SHORTEST_TITLE, len(title) / 2)
    return [
        place
        for place, line in enumerate(keys)
        if line == title or (len(line) >= least and (title.startswith(line) or title.endswith(line)))
    ]


def _region(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    region, opening = [], []
    for line in lines:
        if _is_prose(line.text):
            opening.append(line.text)
            if len(opening) == _MOST_PROSE:
                break
        elif len(line.text) <= _SHORT:
            region.append(line)
    return tuple(region), tuple(opening)


def _is_prose(line: str) -> bool:
    return (
        len(line) + len(_UNSPACED.findall(line[:_SHORT])) >= _PROSE
        and line.rstrip("\"”»“’'）」』)]")[-1:] in ".!?。！？…।۔؟።"
    )


def _lines(tree: Any) -> Iterator[Line]:
    """Yield the lines of a page that its readers see, without what is set beside the story."""
    parts: list[str] = []
    classes = ""
    waiting: list[Any] = [tree]  # elements, and (whether a line ends here, what follows) of those that are over
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            ends, text, names = *found, ""
        else:
            names = _classes(found.get("class"), found.get("rel"), found.get("itemprop"))
            unread = found.tag in _UNREAD or _is_elsewhere(names)
            ends = unread or found.tag in _BLOCKS or not isinstance(found.tag, str)
            skipped = unread and found.tag not in ("body", "html")
            waiting.append((ends, found.tail if found is not tree else None))
            waiting += () if skipped else reversed(found)
            text, names = (None, "") if skipped else (found.text, names)
        if ends:
            yield from _line(parts, classes)
            parts, classes = [], ""
        classes = f"{classes} {names}" if names else classes
        if text:
            parts.append(text)
    yield from _line(parts, classes)


def _classes(*named: str | None) -> str:
    return " ".join([names for names in named if names])


@lru_cache(maxsize=8192)  # the elements of a page, and the pages of an outlet, bear few different names
def _is_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names) is not None


def _line(parts: Iterable[str], classes: str) -> Iterator[Line]:
    whole = "".join(parts).strip()
    if whole:
        text = _SPACES.sub(" ", whole)
        yield Line(text=text, classes=classes.strip())
