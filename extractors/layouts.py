"""What is no story, taken out of a page: layout tables, comments, advertisements, appeals.

Readers tell text from the rest by the names of elements. Where names do not tell, forms do: a cell full of links is a
menu in any language, and what comes with a field for an address asks for one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from . import doubles, folds, insets, prose, scrolled, tables
from .markup import text_of

_MOST_OF_PAGE = 0.4  # of a page's prose: a box with more of it is no box
_MOST_BOXES = 12  # looked at in one page, of a kind
_BOX_LEVELS = 6  # around a field for an address
_LONG_COMMENTS = 0.25  # of the prose beside them
_LONGEST_ADVERTISEMENT = 500  # characters
_BOXES = ("div", "section", "aside", "figure", "td", "li", "form", "fieldset", "details", "ins")

_COMMENTS = re.compile(
    r"(?:(?:wp|js|post|article|page|single|section|block|the|all|user|reader|lower|box|list|facebook|fb)[-_])*"
    r"(?:comments?|commentlist|coment[aá]rios?|commentaires?|kommentare?|kommentarer|kommentarbereich|kommentit"
    r"|reacties|commenti"
    r"|komentarze|komentar[eiy]?|komentarji|yorumlar|kommentarii|respostas|respuestas|responses|replies|respond"
    r"|pinglun|binhluan"
    r"|binh-luan|disqus_thread|disqus|livefyre|viafoura|coral_thread)"
    r"(?:[-_](?:area|section|list|wrap|wrapper|container|block|box|thread|form|holder|content))*",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(
    r"\W*(?:anzeige|werbung|advertisement|advertising|advert|sponsored(?: content)?|publicité|annonce|publicidad"
    r"|anuncio|publicidade"
    r"|pubblicità|annuncio|advertentie|annons|reklame|annoncer|mainos|reklama|reklám|hirdetés|publicitate|reklam"
    r"|διαφήμιση|реклама"
    r"|оглас|iklan|quảng cáo|โฆษณา|広告|スポンサーリンク|广告|廣告|광고|إعلان|اعلان|تبلیغات|פרסומת)\W*",
    re.IGNORECASE,
)
_HOUR_OR_DAY = re.compile(r"\d{1,2}[:.h時시]\d{2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年")
_COUNT = re.compile(r"\W*(\d+)\b")
_LONGEST_HEADING = 30
_ENTRIES = 0.8  # share of a list's items that look like comments


def simplify(tree: Any) -> bool:
    """Take out of a page what is no story, and lay its layout tables open; return whether anything changed."""
    readings = list(tree.iter("rt", "rp"))  # of Han signs, printed above them
    changed = [_drop(element) for element in readings]
    comments = list(islice(_comments(tree), _MOST_BOXES))
    told = prose.of(tree) if comments else 0
    changed += [_drop(element) for element in comments if _is_in_the_way(element, told, tree)]
    changed += [_drop(element) for element in list(_advertisements(tree))]
    fields = list(islice(filter(_asks_for_address, tree.iter("input")), _MOST_BOXES))
    changed += [_drop(element) for element in list(_appeals(fields, tree))]
    changed += [change(tree) for change in (folds.unfold, doubles.drop, insets.free_headings, insets.drop_captions)]
    return any((*changed, insets.drop_teasers(tree), tables.lay_open(tree)))


def keep_own(tree: Any, titles: Collection[str]) -> bool:
    """Take out of a page the articles that scrolling has put behind its own; return whether there were any."""
    return scrolled.drop(tree, titles)


def _drop(element: Any) -> bool:
    if element.getparent() is not None:
        element.drop_tree()
    return True


def _is_in_the_way(comments: Any, told: int, tree: Any) -> bool:
    """Say whether comments are so long that readers can take them for the story; short ones they know themselves."""
    if comments.getroottree().getroot() is not tree or not prose.is_apart(comments, tree):
        return False
    said = prose.of(comments)
    return told - said >= prose.FEWEST and said >= _LONG_COMMENTS * (told - said)


def _comments(tree: Any) -> Iterator[Any]:
    """Yield what holds comments: by its name, or by a field for one's own beside entries of one form."""
    answered = _answered(tree)
    for element in tree.iter("div", "section", "ol", "ul", "aside", "footer"):
        if _is_of_comments(element.get("id") or "", element.get("class") or "") or _is_thread(element, answered):
            yield element


@lru_cache(maxsize=8192)  # the elements of a page, and the pages of an outlet, bear few different names
def _is_of_comments(*names: str) -> bool:
    return any(map(_COMMENTS.fullmatch, " ".join(names).split()))


def _answered(tree: Any) -> set[Any]:
    """Return the elements behind which, among their siblings, there is a field for a text."""
    found: set[Any] = set()
    holders: set[Any] = set()
    for field in tree.iter("textarea"):
        for holder in (field, *field.iterancestors()):
            if holder in holders:
                break
            holders.add(holder)
            for sibling in holder.itersiblings(preceding=True):
                if sibling in found:
                    break
                found.add(sibling)
    return found


def _is_thread(element: Any, answered: set[Any]) -> bool:
    """Say whether an element is a list of entries with hour or picture, and counted before, or answered beside it."""
    if len(element) < 2:
        return False
    entries = [child for child in element if child.tag in ("div", "li", "article", "section")]
    if len(entries) < 2 or len({(entry.tag, entry.get("class")) for entry in entries}) != 1:
        return False
    if element not in answered and not _is_counted(element, len(entries)):
        return False
    return sum(map(_is_entry, entries)) >= _ENTRIES * len(entries)


def _is_counted(element: Any, entries: int) -> bool:
    """Say whether a heading before an element begins with the number of its entries."""
    before = element.getprevious()
    heading = text_of(before, " ", _LONGEST_HEADING) if before is not None else ""
    count = _COUNT.match(heading) if len(heading) <= _LONGEST_HEADING else None
    return count is not None and int(count[1]) == entries


def _is_entry(entry: Any) -> bool:
    dated = next(entry.iter("time"), None) is not None or any(map(_HOUR_OR_DAY.search, entry.itertext()))
    return dated and any(map(_is_answer, entry.iter("a", "button")))


def _is_answer(element: Any) -> bool:
    target = element.get("href") or ""
    return element.tag == "button" or target.startswith("#") or "repl" in target


def _advertisements(tree: Any) -> Iterator[Any]:
    """Yield small boxes that begin with the word for an advertisement."""
    for element in tree.iter("p", "div", "span", "small", "strong", "b", "em", "h4", "h5", "h6", "header"):
        label = (element.text or "").strip()
        if label and len(label) < 40 and len(element) == 0 and _is_label(label):
            box = element.getparent()
            if box is not None and box.tag in _BOXES and _first(box) is element and _is_small(box):
                yield box


@lru_cache(maxsize=8192)  # menus are the same on all pages of an outlet
def _is_label(text: str) -> bool:
    return _ADVERTISEMENT.fullmatch(text) is not None


def _is_small(box: Any) -> bool:
    left = _LONGEST_ADVERTISEMENT
    for text in prose.texts(box):
        left -= len(text.strip())
        if left < 0:
            return False
    return True


def _first(box: Any) -> Any:
    return None if (box.text or "").strip() or len(box) == 0 else box[0]


def _asks_for_address(field: Any) -> bool:
    return field.get("type") == "email" or "mail" in field.get("name", "") or "mail" in field.get("id", "")


def _appeals(fields: Sequence[Any], tree: Any) -> Iterator[Any]:
    """Yield small boxes in which readers are to leave their address."""
    told = prose.of(tree) if fields else 0
    prose_of = cache(prose.of)  # fields stand together in one box
    for field in fields:
        if next(field.iterancestors("nav", "header"), None) is not None:
            continue
        form = next(field.iterancestors("form"), field)
        around = islice(form.iterancestors(*_BOXES), _BOX_LEVELS)
        box, said = next(((found, size) for found in (form, *around) if (size := prose_of(found))), (form, told))
        left = told - said
        if said <= _MOST_OF_PAGE * told and left >= prose.FEWEST and box.tag != "td" and prose.is_apart(box, tree):
            yield box
