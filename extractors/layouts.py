"""What is no story, taken out of a page: layout tables, comments, advertisements, appeals.

Readers tell text from the rest by the names of elements. Where names do not tell, forms do: a cell full of links is a
menu in any language, and what comes with a field for an address asks for one.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from lxml.etree import XPath

from . import paragraphs
from .furniture import key
from .markup import SILENT, text_of

_PIECE = 60  # characters between two tags that are prose rather than a menu or a label
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_PROSE = 200  # characters of a cell, and of what must be left of a page
_LINKED = 0.4  # share of a cell's characters that makes it a menu
_HOLDS_STORY = 0.25  # of the prose of the longest cell beside it
_INSET = 0.2  # share of a cell's prose that a table set into it has at most
_MOST_OF_PAGE = 0.4  # of a page's prose: a box with more of it is no box
_MOST_BOXES = 12  # looked at in one page, of a kind
_BOX_LEVELS = 6  # around a field for an address
_TABLE_LEVELS = 12  # within one another; no page is arranged by more of them
_LONG_COMMENTS = 0.25  # of the prose beside them
_LONGEST_ADVERTISEMENT = 500  # characters
_BOXES = ("div", "section", "aside", "figure", "td", "li", "form", "fieldset", "details", "ins")
_SILENT = SILENT | {"option", "textarea", "button"}
_BLOCK_XPATH = "p|div|h1|h2|h3|h4|ul|ol|table|blockquote|section|article|form"

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
_HIDDEN = "|".join(f"ancestor::{name}" for name in sorted((*_SILENT, "a")))
_LONG_PIECES = XPath(f".//text()[string-length() * 3 >= {_PIECE}][not({_HIDDEN})]", smart_strings=False)
_HOUR_OR_DAY = re.compile(r"\d{1,2}[:.h時시]\d{2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{4}年")
_COUNT = re.compile(r"\W*(\d+)\b")
_LONGEST_HEADING = 30
_ENTRIES = 0.8  # share of a list's items that look like comments
_STORY = re.compile(
    r"(?:main|primary|content|article|post|entry|story|text|page)(?:[-_]?(?:content|body|text|main|inner))?",
    re.IGNORECASE,
)


def simplify(tree: Any) -> bool:
    """Take out of a page what is no story, and lay its layout tables open; return whether anything changed."""
    readings = list(tree.iter("rt", "rp"))  # of Han signs, printed above them
    changed = [_drop(element) for element in readings]
    comments = list(islice(_comments(tree), _MOST_BOXES))
    prose = _prose(tree) if comments else 0
    changed += [_drop(element) for element in comments if _is_in_the_way(element, prose, tree)]
    changed += [_drop(element) for element in list(_advertisements(tree))]
    fields = list(islice(filter(_asks_for_address, tree.iter("input")), _MOST_BOXES))
    changed += [_drop(element) for element in list(_appeals(fields, tree))]
    changed += [_laid_open(table, cells) for table, cells in _layout_tables(tree)]
    return bool(changed)


def keep_own(tree: Any, titles: Collection[str]) -> None:
    """Take out of a page the articles that scrolling has put behind its own.

    They lie in elements of one name side by side, each with a heading of the first rank and prose; the page's own is
    the first, and its heading one of the titles that the page states.
    """
    known = {key(title) for title in titles}
    held = {_holder(heading): heading for heading in islice(tree.iter("h1"), _MOST_BOXES)}
    for holder, heading in held.items():
        behind = [one for one in holder.itersiblings(holder.tag) if one in held]
        told = max(map(_prose, behind), default=0)  # what has less beside it is only the head of the story
        if behind and key(text_of(heading)) in known and _prose(holder) >= max(_FEWEST_PROSE, told / 2):
            for other in behind:
                _drop(other)
            return


def _holder(heading: Any) -> Any:
    """Return the largest element around a heading of the first rank that holds no other one."""
    holder = heading
    while (outer := holder.getparent()) is not None and len(list(islice(outer.iter("h1"), 2))) == 1:
        holder = outer
    return holder


def _drop(element: Any) -> bool:
    if element.getparent() is not None:
        element.drop_tree()
    return True


def _is_apart(element: Any, tree: Any) -> bool:
    """Say whether an element can go without the page, or its headline, going with it."""
    if element is tree or element.tag in ("body", "main", "article") or next(element.iter("h1"), None) is not None:
        return False
    return not any(_STORY.fullmatch(name) for name in _names(element))


def _names(element: Any) -> list[str]:
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def _is_in_the_way(comments: Any, prose: int, tree: Any) -> bool:
    """Say whether comments are so long that readers can take them for the story; short ones they know themselves."""
    if comments.getroottree().getroot() is not tree or not _is_apart(comments, tree):
        return False
    said = _prose(comments)
    return prose - said >= _FEWEST_PROSE and said >= _LONG_COMMENTS * (prose - said)


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
    for text in _texts(box):
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
    prose = _prose(tree) if fields else 0
    prose_of = cache(_prose)  # fields stand together in one box
    for field in fields:
        if next(field.iterancestors("nav", "header"), None) is not None:
            continue
        form = next(field.iterancestors("form"), field)
        around = islice(form.iterancestors(*_BOXES), _BOX_LEVELS)
        box, said = next(((found, size) for found in (form, *around) if (size := prose_of(found))), (form, prose))
        left = prose - said
        if said <= _MOST_OF_PAGE * prose and left >= _FEWEST_PROSE and box.tag != "td" and _is_apart(box, tree):
            yield box


def _layout_tables(tree: Any) -> Iterator[tuple[Any, list[list[Any]]]]:
    """Yield tables that only arrange a page, the inner ones first, each with its cells by rows."""
    rows: dict[Any, list[list[Any]]] = {table: [] for table in tree.iter("table")}
    for row in tree.iter("tr"):
        table = next(row.iterancestors("table"), None)
        if table is not None:
            rows[table].append([cell for cell in row if cell.tag in ("td", "th")])
    for table, cells in reversed(rows.items()):
        levels = sum(1 for _ in table.iterancestors("table"))
        if any(cells) and levels < _TABLE_LEVELS and _is_layout(table, cells):
            yield table, [row for row in cells if row]


def _is_layout(table: Any, rows: list[list[Any]]) -> bool:
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(cell.tag == "th" for row in rows for cell in row) or table.xpath("./caption|./thead"):
        return False
    if sum(map(len, rows)) == 1:
        return True
    filled = [[cell for cell in row if _size(cell)] for row in rows]
    widths = {len(row) for row in filled if row}
    if len(filled) > 2 and widths and min(widths) > 1 and len(widths) == 1:
        return False  # as many entries in every row
    return any(_holds_blocks(cell) for row in rows for cell in row)


def _holds_blocks(cell: Any) -> bool:
    return bool(cell.xpath(_BLOCK_XPATH)) or _prose(cell) >= _FEWEST_PROSE


def _laid_open(table: Any, rows: list[list[Any]]) -> bool:
    """Turn a table into blocks, without the cells that hold menus and footers where others hold a story."""
    outer = next(table.iterancestors("td"), None)
    floats = (table.get("align") or "").lower() in ("left", "right") or "float" in (table.get("style") or "")
    if outer is not None and floats and _prose(table) <= _INSET * _prose(outer):
        return _drop(table)
    for cell in _superfluous(rows):
        _drop(cell)
    for element in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "colgroup", "col")]:
        if element is table or next(element.iterancestors("table"), table) is table:
            element.tag = "div"
    paragraphs.mark(table)
    return True


def _superfluous(rows: list[list[Any]]) -> list[Any]:
    """Return the cells that hold menus and footers; none where no cell holds a story."""
    telling = [list(_telling(row)) for row in rows]
    last = max((number for number, row in enumerate(telling) if any(row)), default=0)
    widths = {len(row) for row in telling if any(row)}
    # a row as wide as those of the story may hold its title, its author, a heading in its middle
    spared = [number < last and len(row) in widths and not any(telling[number]) for number, row in enumerate(rows)]
    return [
        cell
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if widths and not telling[number][place] and (not spared[number] or _linked(cell) > _LINKED)
    ]


def _telling(row: list[Any]) -> Iterator[bool]:
    """Yield for each cell of a row whether it tells something, beside the one that tells most."""
    sizes = [_prose(cell) for cell in row]
    least = max(_FEWEST_PROSE, _HOLDS_STORY * max(sizes))
    return (size >= least and _linked(cell) <= _LINKED for cell, size in zip(row, sizes, strict=True))


def _linked(cell: Any) -> float:
    linked = sum(_size(link) for link in cell.iter("a"))
    return linked / max(_size(cell), 1)


def _size(element: Any) -> int:
    return sum(len(text.strip()) for text in _texts(element))


def _prose(element: Any) -> int:
    """Return how many characters of an element stand in long pieces that are no link."""
    pieces = (text.strip() for text in _LONG_PIECES(element))
    return sum(size for size in map(_weight, pieces) if size >= _PIECE)


def _weight(piece: str) -> int:
    return len(piece) + 2 * len(_UNSPACED.findall(piece)) if len(piece) * 3 >= _PIECE else 0


def _texts(element: Any) -> Iterator[str]:
    """Yield the pieces of text that an element shows."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    waiting = [element]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, str):
            hidden = not isinstance(found.tag, str) or found.tag in _SILENT
            tail = found.tail if found is not element else None
            waiting += [tail] if tail else []
            waiting += [] if hidden else [*reversed(found)]
            found = "" if hidden else found.text or ""
        if found:
            yield found
