"""Articles that scripts hold and show later: the state of single-page applications, as JSON inside of the page."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any, TypeVar

from . import states
from .lines import key
from .markup import squeezed

V = TypeVar("V")
_DEEPEST = 60
_LEAST_LETTERS = 400  # of a text worth the name: less is a description
_PROSE = 60  # characters of a paragraph
_NEAR = 4  # objects around a text that can tell of it

_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_CODE = re.compile(
    r'^\s*[\[{]\s*["\[{\]}]|":\s*["\[{\d]|[;{][^\S\n]*\n\s*(?:var|return|\})|\}\s*\)\s*;|^data:'
    r"|(?<![\w-])[\w-]{200}"
)
_LINE_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|blockquote|figure|section)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = r"(figure|figcaption|script|style|aside|iframe|table)"
_HIDDEN_TAG = re.compile(rf"<{_HIDDEN}\b|</{_HIDDEN}\s*>", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?。！？…।۔؟։][\"”»“’'」』）)\]]*(?:\s|$)")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_NO_TEXT = re.compile(
    r"comments?$|repl(?:y|ies)|related|recommend|teaser|footer|header$|nav|menu|i18n|translation|messages|locale"
    r"|config|cookie|consent|privacy"
    r"|legal|newsletter|promo|advert|(?:^|_)ads?$|seo|meta$|caption|credit|alt$|author|byline|contributor|^bio"
    r"|tags?$|latest"
    r"|popular|trending|breadcrumb|slug|href|url|src|class|style|^query$|pullquote|image|video|gallery|media$",
    re.IGNORECASE,
)
_INLINE = frozenset((
    "text", "value", "content", "contents", "html", "children", "child", "body", "bodies", "nodes", "data",
    "paragraph", "paragraphs", "markdown", "copy", "p", "v", "t", "items", "insert", "ops", "literal", "spans",
    "marks",
))  # fmt: skip
_ASIDE_TYPES = re.compile(
    r"pull-?quote|caption|image|figure|video|embed|related|newsletter|promo|^ads?$|advert|gallery|script|aside|teaser"
    r"|button|form|nav|footer",
    re.IGNORECASE,
)
_TITLES = ("headline", "title", "articleTitle")
_DATES = ("datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publicationDate", "published",
          "firstPublished", "firstPublishedAt", "first_publish_date", "publishedDate", "pubDate", "displayDate", "date",
          "createdAt", "created_at")  # fmt: skip
_AUTHORS = ("author", "authors", "byline", "bylines", "creator", "writers", "contributors", "reporters")
_NAMES = ("name", "fullName", "full_name", "displayName", "display_name", "title", "text")
_DESCRIPTIONS = ("description", "dek", "standfirst", "subtitle", "subheadline", "summary", "lead", "excerpt")
_STANDFIRST = range(40, 700)  # letters
_BEGINNING = 40  # letters of a description that a text or a title repeats
_CUT = re.compile(r"(?:\.\.\.|…)[\s\])]*$")
_LANGUAGES = ("inLanguage", "language", "lang", "locale")


@dataclass(frozen=True, slots=True)
class _Found:
    """A text in a value, and the objects around it, the nearest first."""

    lines: tuple[str, ...]
    around: tuple[Mapping[str, Any], ...]

    @property
    def letters(self) -> int:
        return sum(_size(line) for line in self.lines if _is_prose(line))


def article(tree: Any, title: str = "") -> Mapping[str, Any]:
    """Return what the scripts of a page hold of its article, by the names of JSON-LD; empty when they hold none.

    `articleBody` has a paragraph a line, the standfirst first. Of several texts the longest is believed, and before it
    one whose headline the page's `title` repeats.
    """
    budget = states.Budget()
    texts = [found for value in states.values(tree) for found in _texts(value, (), 0, budget)]
    texts = [found for found in texts if found.letters >= _LEAST_LETTERS]
    if not texts:
        return {}
    best = max(texts, key=lambda found: (_is_named(found, title), found.letters))
    stated = {
        "headline": _first(best, _TITLES, _text),
        "description": _first(best, _DESCRIPTIONS, _text),
        "datePublished": _first(best, _DATES, _moment),
        "author": _first(best, _AUTHORS, _people),
        "inLanguage": _first(best, _LANGUAGES, _text),
        "articleBody": "\n".join((*_standfirst(best), *best.lines)),
    }
    return {name: value for name, value in stated.items() if value}


def _standfirst(found: _Found) -> Iterator[str]:
    """Yield the description of a text, by the object that names its headline, if it is whole and no part of either."""
    named = next((nearby for nearby in found.around[:_NEAR] if any(_text(nearby.get(name)) for name in _TITLES)), None)
    if named is None:
        return
    told = key("".join((*found.lines, *(_text(named.get(name)) for name in _TITLES))))
    for name in (*_DESCRIPTIONS[1:], _DESCRIPTIONS[0]):  # "description" is often written for search engines
        text = _text(named.get(name))
        if _size(text) in _STANDFIRST and not _CUT.search(text) and key(text)[:_BEGINNING] not in told:
            yield text
            return


def _texts(value: Any, around: tuple[Mapping[str, Any], ...], depth: int, budget: states.Budget) -> Iterator[_Found]:
    """Yield every text in a value: a long string, or a list whose items are paragraphs."""
    if depth > _DEEPEST or budget.spent():
        return
    if isinstance(value, str):
        if len(value) >= _PROSE:
            yield _Found(tuple(_paragraphs(value)), around)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not _NO_TEXT.search(key):
                yield from _texts(item, (value, *around), depth + 1, budget)
    elif isinstance(value, list):
        lines = tuple(line for item in value for line in _block(item, 0))
        if len(value) > 1 and lines:
            yield _Found(lines, around)
        for item in value:
            yield from _texts(item, around, depth + 1, budget)


def _block(item: Any, depth: int) -> list[str]:
    """Return the paragraphs of one item of a list of blocks; none where it is another article."""
    if isinstance(item, str):
        return _paragraphs(item) if len(item) >= _PROSE else []
    if isinstance(item, list) and item[:1] == ["$"] and len(item) > 3:
        return _block(
            {"type": str(item[1]), "children": item[3].get("children") if isinstance(item[3], dict) else None}, depth
        )
    if isinstance(item, dict):
        kind = item.get("type") or item.get("_type") or item.get("__typename") or item.get("name")
        if (isinstance(kind, str) and _ASIDE_TYPES.search(kind)) or (
            {"slug", "url", "href", "link"} & item.keys() and {"title", "headline"} & item.keys()
        ):
            return []
        return _paragraphs("".join(_inline(item, depth)))
    return []


def _inline(value: Any, depth: int) -> Iterator[str]:
    """Yield the pieces of a paragraph that its marks have parted."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value[:1] == ["$"] and len(value) > 3:
        block = str(value[1]) in ("p", "div", "li", "h2", "h3", "h4", "blockquote", "section", "article")
        yield "\n" if block else ""
        yield from _inline(value[3].get("children") if isinstance(value[3], dict) else None, depth + 1)
        yield "\n" if block else ""
    elif isinstance(value, list):
        for item in value:
            yield from _inline(item, depth + 1)
    elif isinstance(value, dict):
        kind = value.get("type")
        if isinstance(kind, str) and _ASIDE_TYPES.search(kind):
            return
        wanted = [key for key in value if key in _INLINE]
        for key in wanted[:1] if any(isinstance(value[key], str) for key in wanted[:1]) else wanted:
            yield from _inline(value[key], depth + 1)


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a string, plain or HTML; none of data or programs."""
    if _CODE.search(text):
        return []
    if "<" in text:
        text = unescape(_TAG.sub("", _LINE_TAG.sub("\n", "\n".join(_shown(text)))))
    return [line for line in map(squeezed, text.split("\n")) if line]


def _shown(html: str) -> Iterator[str]:
    """Yield what is left of HTML without pictures, tables and the like."""
    tags = [(*tag.span(), (tag[1] or "").lower(), (tag[2] or "").lower()) for tag in _HIDDEN_TAG.finditer(html)]
    closed = {closing: start for start, _, _, closing in tags if closing}  # where each is closed for the last time
    shown_from, hidden_by = 0, ""
    for start, end, opening, closing in tags:
        if not hidden_by and opening and closed.get(opening, 0) > start:
            yield html[shown_from:start]
            hidden_by = opening
        elif hidden_by and closing == hidden_by:
            shown_from, hidden_by = end, ""
    yield html[shown_from:]


def _is_prose(line: str) -> bool:
    return _size(line) >= _PROSE and _SENTENCE.search(line) is not None


def _size(line: str) -> int:
    return len(line) + 2 * len(_UNSPACED.findall(line))


def _is_named(found: _Found, title: str) -> bool:
    headline = _first(found, _TITLES, _text)
    return bool(headline) and isinstance(headline, str) and headline.casefold() in title.casefold()


def _first(found: _Found, names: tuple[str, ...], reading: Callable[[Any], V]) -> V | None:
    """Return the first value that objects around a text have under some names."""
    for nearby in found.around[:_NEAR]:
        for name in names:
            value = reading(nearby.get(name))
            if value:
                return value
    return None


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("rendered") or value.get("text") or value.get("value")
    return " ".join(_paragraphs(value)) if isinstance(value, str) else ""


def _moment(value: Any) -> str:
    if isinstance(value, str):
        return value if re.match(r"\d{4}-\d\d-\d\d", value) else ""
    if type(value) not in (int, float) or not 10**8 < value < 10**13:
        return ""
    seconds = value / 1000 if value > 10**11 else value
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _people(value: Any, depth: int = 0) -> list[dict[str, str]]:
    """Return the people that a value names, in the form of JSON-LD."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, str):
        return [{"@type": "Person", "name": name} for name in [_text(value)] if name]
    if isinstance(value, dict):
        named = next((name for name in map(value.get, _NAMES) if isinstance(name, str) and name.strip()), "")
        held = [value.get(key) for key in ("nodes", "items", "data", "edges", "node")]
        return _people(named) or [person for item in held for person in _people(item, depth + 1)]
    return [person for item in value[:20] for person in _people(item, depth + 1)] if isinstance(value, list) else []
