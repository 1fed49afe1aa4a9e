"""What stands between a story's paragraphs under names that tell it wrong: headings, captions, teasers of others."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import deepcopy
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import XPath

from . import prose
from .markup import INLINE, text_of

_MOST = 200  # elements looked at in one page, of a kind
_RANKS = ("h2", "h3", "h4")
_NO_HEADER = ("h1", "nav", "ul", "ol", "form", "input", "img", "picture", "p")
_NO_STORY = re.compile(r"comment|reply|related|recommend|teaser|promo|card|sidebar|newsletter", re.IGNORECASE)
_HOLDERS = ("article", "div", "li", "main", "section")
_LONGEST_HEADER = 250  # characters
_ENTRIES_SHARE = 0.25  # of a page's prose: the entries of a live blog hold at least as much
_BEHIND_HEADLINE = XPath("boolean(preceding::h1) and not(ancestor::a|ancestor::aside|ancestor::nav|ancestor::footer)")

_CAPTIONS = XPath("descendant::div[contains(@class, 'aption')]|descendant::p[contains(@class, 'aption')]")
_IS_CAPTION = re.compile(r"(?:^|[\s_-])captions?(?:$|[\s_-]|[A-Z])|[a-z]Captions?(?:$|[\s_-]|[A-Z])")
_NO_CAPTION = re.compile(r"(?:no|has|with|hide|show|closed)[_-]?captions?", re.IGNORECASE)
_LONGEST_CAPTION = 400  # characters
_LONGEST_CREDIT = 60  # characters beside a caption
_PICTURES = ("img", "picture", "amp-img", "video", "iframe")

_TEASERS = ("div", "aside", "section")
_LONGEST_TEASER = 600  # characters
_HEADLINE = range(10, 200)  # characters
_STORY_TO_TEASERS = 3  # times as much prose as the boxes set into it has a story
_NEAR = 3  # elements behind a teaser in which the story goes on
_OWN_ADDRESS = XPath(".//link[@rel='canonical']/@href|.//meta[@property='og:url']/@content", smart_strings=False)
_SENTENCE_END = re.compile(r"[.。।۔։]$")


def free_headings(tree: Any) -> bool:
    """Put headings of sections and of live entries behind their <header>, with which readers leave them out.

    Returns whether there were any.
    """
    found = [header for header in islice(tree.iter("header"), _MOST) if _is_plain(header) and _BEHIND_HEADLINE(header)]
    freed = [header for header in found if _is_between(header) or _is_between(header.getparent())]
    entries = [header for header in found if header not in freed]
    forms = Counter(map(_form, entries))
    posts = [header for header in entries if forms[_form(header)] > 1]
    if posts and sum(prose.of(header.getparent()) for header in posts) >= _ENTRIES_SHARE * prose.of(tree):
        freed += posts
    for header in freed:
        for heading in reversed(list(header.iter(*_RANKS))):
            moved = deepcopy(heading)
            moved.tail = None
            header.addnext(moved)
            heading.drop_tree()
    return bool(freed)


def _is_plain(header: Any) -> bool:
    """Say whether a <header> holds a heading that leads nowhere else, and little besides, over something told."""
    if next(header.iter(*_RANKS), None) is None or next(header.iter(*_NO_HEADER), None) is not None:
        return False
    if any(not (link.get("href") or "#").startswith("#") for rank in header.iter(*_RANKS) for link in rank.iter("a")):
        return False
    holder = header.getparent()
    if holder.tag not in _HOLDERS or _NO_STORY.search(" ".join(prose.names(holder))):
        return False
    return prose.size(header) <= _LONGEST_HEADER and any(map(prose.of, header.itersiblings()))


def _is_between(element: Any) -> bool:
    """Say whether paragraphs of a story stand before an element, side by side with it."""
    return any(map(prose.of, element.itersiblings("p", preceding=True)))


def _form(header: Any) -> tuple[str, str | None, str | None]:
    """Return what headers of one kind have in common: the names of themselves and of what they stand in."""
    holder = header.getparent()
    return holder.tag, holder.get("class"), header.get("class")


def drop_captions(tree: Any) -> bool:
    """Take out what stands under pictures, where the name of a class tells it; return whether there was any."""
    captions = [element for element in islice(_CAPTIONS(tree), _MOST) if _is_caption(element)]
    for caption in captions:
        caption.drop_tree()
    return bool(captions)


def _is_caption(element: Any) -> bool:
    names = " ".join(prose.names(element))
    if not _IS_CAPTION.search(names) or _NO_CAPTION.search(names) or next(element.iter(*_PICTURES), None) is not None:
        return False
    if next(element.iterancestors("figcaption", "table"), None) is not None:
        return False
    size = len(text_of(element, most=_LONGEST_CAPTION))
    return 0 < size <= _LONGEST_CAPTION and any(
        _is_of_picture(holder, size) for holder in islice(element.iterancestors(), 2)
    )


def _is_of_picture(holder: Any, size: int) -> bool:
    """Say whether an element holds a picture, and little text but so many characters."""
    if next(holder.iter(*_PICTURES), None) is None:
        return False
    return len(text_of(holder, most=size + _LONGEST_CREDIT)) <= size + _LONGEST_CREDIT


def drop_teasers(tree: Any) -> bool:
    """Take out boxes between a story's paragraphs that lead to another one; return whether there were any.

    Such a box is a link with the headline, and a paragraph that sums it up.
    """
    boxes: dict[Any, list[Any]] = defaultdict(list)
    for paragraph in tree.iter("p"):
        box = paragraph.getnext()
        if box is not None and box.tag in _TEASERS and _goes_on(box) and _is_teaser(box, tree):
            boxes[box.getparent()].append(box)
    gone = [box for holder, held in boxes.items() if _is_story(holder, held) for box in held]
    for box in gone:
        box.drop_tree()
    return bool(gone)


def _goes_on(box: Any) -> bool:
    return any(one.tag == "p" and prose.of(one) for one in islice(box.itersiblings(), _NEAR))


def _is_story(holder: Any, boxes: Sequence[Any]) -> bool:
    told = sum(map(prose.of, holder.iterchildren("p")))
    return told >= max(prose.FEWEST, _STORY_TO_TEASERS * sum(map(prose.of, boxes)))


def _is_teaser(box: Any, tree: Any) -> bool:
    """Say whether a box begins with a link that is a headline, and has one paragraph besides."""
    link = next(box.iter("a"), None)
    if link is None or len(text_of(box, most=_LONGEST_TEASER)) > _LONGEST_TEASER or len(prose.pieces(box)) != 1:
        return False
    headline = text_of(link)
    if len(headline) not in _HEADLINE or _SENTENCE_END.search(headline) or not _leads_elsewhere(link, tree):
        return False
    block = link
    while block.getparent() is not box and len(text_of(block.getparent())) == len(headline):
        block = block.getparent()
    loose = (block.tail or "").strip() or any(text.strip() for text in block.xpath("preceding-sibling::*//text()"))
    summary = next((one for one in block.itersiblings() if isinstance(one.tag, str) and text_of(one)), None)
    return (
        block.getparent() is box
        and not loose
        and not (box.text or "").strip()
        and summary is not None
        and (summary.tag not in INLINE and not any(summary.iter("a")))
    )


def _leads_elsewhere(link: Any, tree: Any) -> bool:
    """Say whether a link leads to another page of the same outlet."""
    target = (link.get("href") or "").strip()
    if target.startswith(("/", ".", "?")) and not target.startswith("//"):
        return True
    host = _host(target)
    return host is not None and host in map(_host, _OWN_ADDRESS(tree))


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # an unfinished IPv6 address or the like
        return None
