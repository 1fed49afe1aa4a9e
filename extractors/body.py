"""The text of an article out of its page: two readers always, two more where those disagree."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree
from readability import Document as ReadabilityDocument
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from .furniture import key
from .markup import INLINE, squeezed, text_of

# Share of a text, in long lines that only the other reader sees, from which the first reader is doubted: 28 of 301
# pages with a known text.
DOUBT_SHARE = 0.25
DOUBT_LINES = 3
AGREEMENT = 0.8  # below it a fifth to a half of the texts are poor, above .9 one in fifty
SEEN_SHARE = 0.75  # of a text's four-word runs, under which no other reader sees a text
CUT_LINES = 3  # that break off: beginnings of several texts
SHORT = 1000  # characters of a text under which a second try of the same kind pays
MOST_INLINE = 1000  # elements within one line: trafilatura needs seconds from 5,000 on, in the square of their number
DEFAULT_AT_MOST = 2.0  # times the length of the careful text: what is longer has read the neighbours too

_PROSE_LETTERS = 90
_PROSE_SIGNS = 35  # of Han, kana, Thai: a sign says more than a letter
_SENTENCE_END = re.compile(r"[.!?。！？…።۔؟।][\"”»“’'）」』)\]]*$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_TOKEN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_LINE_TAG = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_MAY_BE_CROWDED = etree.XPath(f"boolean(//*[{MOST_INLINE + 1}])")
_EMPTY_CELLS = re.compile(r"(?: \|){3,}")  # trafilatura writes one for each column that a cell spans
_MARKS = "-–•*·|"
_ITEM_MARK = re.compile(r"^(?:[-–•*·]\s+|\|\s*)|\s*\|\s*$")
_JOINERS, _STAND_INS = "\u200c\u200d", "\u2e31\u2e32"  # the latter are printed nowhere
_SHOWN, _HIDDEN_AGAIN = str.maketrans(_JOINERS, _STAND_INS), str.maketrans(_STAND_INS, _JOINERS)
_CUT = ("…", "...")
_OF_HEAD = frozenset(("title", "meta", "link", "script", "style", "base"))
_FURNITURE = ("nav", "footer", "aside", "svg", "select", "noscript", "button")
_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "pre", "td")

Runs = set[tuple[str, ...]]  # of four words each


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Lines of an article's text, and how they were found."""

    lines: tuple[str, ...]
    others: tuple[str, ...]  # lines of the second reader: credits stand where the first one has stopped
    extractor: str
    agreement: float | None  # 0..1, between the chosen text and the second reader's; None when there was one reader
    doubted: bool  # no two readers agree on what the story is


def read(html: str, tree: Any, held: object = None) -> Body:
    """Return the text of a page: `html` and `tree` are the same page, `held` is the text that its metadata hold.

    The tree is left as it is.
    """
    second = _lines(extract_plain_text(html, main_content=True, links=False, alt_texts=False, list_bullets=False))
    head = tree.find("head")
    if head is None or not all(child.tag in _OF_HEAD for child in head):  # where no <body> begins, it holds the story
        return _read(tree, second, held, joined=any(joiner in html for joiner in _JOINERS))
    tree.remove(head)  # a fifth of the elements, which every reader would copy and walk through
    try:
        return _read(tree, second, held, joined=any(joiner in html for joiner in _JOINERS))
    finally:
        tree.insert(0, head)


def _read(tree: Any, second: list[str], held: object, *, joined: bool) -> Body:
    tree = _unmarked(_with_joiners_shown(tree) if joined else tree)
    with _furniture_stowed(tree):
        name, lines = "trafilatura:fast", _trafilatura(tree, favor_precision=True, fast=True)
    if _is_doubtful(lines, second):
        name, lines = _otherwise(tree, name, lines, second, held)
    own, others = _runs(lines), _runs(second)
    return Body(
        lines=tuple(lines),
        others=tuple(second),
        extractor=name,
        agreement=_agreement(own, others),
        doubted=_is_suspect(lines, own, others),
    )


def at(tree: Any, path: str) -> Body | None:
    """Return the text under an outlet file's XPath; None where the page has no such place."""
    lines = [line for element in tree.xpath(path) for line in _blocks(element)]
    if not lines:
        return None
    return Body(lines=tuple(lines), others=(), extractor="outlet", agreement=None, doubted=False)


def agree(some: Iterable[str], others: Iterable[str]) -> float:
    """Return the F1 of the four-word runs that two texts share."""
    return _agreement(_runs(some), _runs(others))


def _agreement(first: Runs, second: Runs) -> float:
    common = len(first & second)
    return 2 * common / (len(first) + len(second)) if common else 0.0


def is_prose(line: str) -> bool:
    """Say whether a line is a long sentence rather than a title, a caption or a menu."""
    enough = _PROSE_SIGNS if len(_UNSPACED.findall(line[:200])) * 2 > min(len(line), 200) else _PROSE_LETTERS
    return len(line) >= enough and _SENTENCE_END.search(line) is not None


def _unmarked(tree: Any) -> Any:
    """Return a page without the elements within its lines, where a line has thousands; else the page itself."""
    if not _MAY_BE_CROWDED(tree) or not any(map(_is_crowded, tree.iter())):
        return tree
    tree = deepcopy(tree)
    for element in [element for element in tree.iter() if _is_crowded(element)]:
        etree.strip_tags(element, *INLINE)
        element.text = element.text  # one piece of text where there were thousands, which is what took the time
        for child in element:
            child.tail = child.tail
    return tree


def _is_crowded(element: Any) -> bool:
    return len(element) > MOST_INLINE and sum(child.tag in INLINE for child in element) > MOST_INLINE


@contextmanager
def _furniture_stowed(tree: Any) -> Iterator[None]:
    """Put empty elements in the place of what trafilatura takes out of a page unread, once it has copied it twice.

    It finds the same text with them. Four of ten elements of news pages are such.
    """
    stowed = []
    for element in [found for found in tree.iter(*_FURNITURE) if len(found)]:
        stand_in = element.makeelement("script")
        stand_in.tail = element.tail
        element.getparent().replace(element, stand_in)
        stowed.append((stand_in, element))
    try:
        yield
    finally:
        for stand_in, element in reversed(stowed):  # those that lie in others come back first
            stand_in.getparent().replace(stand_in, element)


def _trafilatura(tree: Any, **options: bool) -> list[str]:
    try:
        found = bare_extraction(tree, include_comments=False, with_metadata=False, **options)
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):  # on odd markup; others may do
        return []
    return _lines((found.text or "").translate(_HIDDEN_AGAIN)) if found else []


def _readability(tree: Any) -> list[str]:
    try:
        summary = ReadabilityDocument(etree.tostring(tree, encoding="unicode", method="html")).summary(
            html_partial=True
        )
        summary = summary.translate(_HIDDEN_AGAIN)
        return list(_blocks(etree.fromstring(summary, etree.HTMLParser(huge_tree=True))))
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):  # Unparseable is a ValueError
        return []


def _with_joiners_shown(tree: Any) -> Any:
    """Return a copy of a page in which signs stand for the joiners: trafilatura takes out what is not printable.

    Without them Persian, Kurdish and Bengali words are other words.
    """
    shown = deepcopy(tree)
    for element in shown.iter():
        element.text = element.text and element.text.translate(_SHOWN)
        element.tail = element.tail and element.tail.translate(_SHOWN)
    return shown


def _is_doubtful(lines: list[str], second: list[str]) -> bool:
    missed, length = _missed(lines, second), _length(lines)
    enough = len(missed) >= DOUBT_LINES or _length(missed) >= 2 * DOUBT_SHARE * length
    return _length(missed) >= DOUBT_SHARE * length and enough


def _is_suspect(lines: Sequence[str], own: Runs, others: Runs) -> bool:
    """Say whether a text is likely to be poor: the other reader sees little of it, or it is made of cut pieces.

    That the other reader has more says nothing: of 21 such texts in 468 none was poor.
    """
    # A reader that has found little itself is no witness.
    seen = len(own & others) if 2 * len(others) >= len(own) else len(own)
    cut = sum(len(line) > _PROSE_LETTERS and line.endswith(_CUT) for line in lines)
    return seen < SEEN_SHARE * len(own) or cut >= CUT_LINES


def _otherwise(tree: Any, name: str, lines: list[str], second: list[str], held: object) -> tuple[str, list[str]]:
    """Return what slower readers make of a page on which the first two disagree."""
    if _length(lines) < SHORT:
        careful = _trafilatura(tree, favor_precision=True)  # the fast way gives up where this one has rescues
        name, lines = ("trafilatura:precision", careful) if careful else (name, lines)
        if lines and not _is_doubtful(lines, second):
            return name, lines
    stated = [] if lines else _held(held)
    if stated:
        return "json-ld", stated
    missed = _missed(lines, second)
    default = _trafilatura(tree, fast=True)  # its rescues are readability's, which comes next
    gained = len(missed) - len(_missed(default, missed))
    untold = not any(map(is_prose, lines))  # a copyright notice, or nothing at all
    if gained >= min(2, len(missed)) and (untold or _length(default) <= DEFAULT_AT_MOST * _length(lines)):
        return "trafilatura", default
    third = _readability(tree)
    if 2 * len(_missed(third, missed)) <= len(missed) and agree(third, second) >= AGREEMENT:
        return "readability", third
    if not lines:
        longest = max((default, third), key=_length)
        return ("trafilatura", longest) if longest else ("resiliparse", second)
    return name, lines


def _held(text: object) -> list[str]:
    """Return the text of a page's metadata, where it is one and no teaser.

    It is worse than what readers find, but all there is where scripts fill the page.
    """
    lines = _lines(unescape(_TAG.sub("", _LINE_TAG.sub("\n", text)))) if isinstance(text, str) else []
    return lines if any(is_prose(line) for line in lines) else []


def _missed(lines: list[str], others: list[str]) -> list[str]:
    """Return the long sentences of other lines that stand nowhere in a text."""
    known = "\n".join(key(line) for line in lines)
    return [line for line in others if is_prose(line) and key(line)[:60] not in known]


def _length(lines: Iterable[str]) -> int:
    return sum(len(line) for line in lines)


def _lines(text: str) -> list[str]:
    return [line for line in map(_stripped, text.split("\n")) if line]


def _stripped(line: str) -> str:
    line = squeezed(line)
    unmarked = _ITEM_MARK.sub("", line) if line[:1] in _MARKS or line[-1:] == "|" else line
    return _EMPTY_CELLS.sub(" |", unmarked) if "|" in unmarked else unmarked


def _blocks(element: Any) -> Iterable[str]:
    """Yield the text of the innermost blocks under an element."""
    for block in element.iter(*_BLOCKS):
        if next(block.iterdescendants(*_BLOCKS), None) is None:
            line = text_of(block)
            if line:
                yield line


def _runs(lines: Iterable[str]) -> Runs:
    words = _TOKEN.findall("\n".join(lines))
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
