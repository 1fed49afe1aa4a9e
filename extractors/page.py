"""The body of a page as text, as a tree, and what it says of itself."""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.etree import ElementDefaultClassLookup, ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from . import charsets
from .errors import DropError
from .markup import squeezed

BODY_BYTES = 20_000_000  # unpacked; the longest live blogs are a tenth of it
TAGS = 150_000  # reading takes minutes beyond it
LEVELS = 2000  # libxml2 stops reading at 2,048

_GZIP = b"\x1f\x8b\x08"
_OTHER_FORMATS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"{\\rtf")
_OTHER_TYPES = re.compile(
    r"application/(?:pdf|json|zip|msword|vnd\.|rss|atom)|image/|video/|audio/|font/", re.IGNORECASE
)
_FEED = re.compile(r"\s*(?:<\?[^>]*>\s*){0,5}<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|p|div|article|title|meta|span|br|h[1-6])\b[^<>]*>", re.IGNORECASE)
_WRAPPER = re.compile(
    r"</?(?:div|span|font|center|section|table|tbody|tr|td|ul|ol|li|b|i|u|em|strong|small|big|a)\b[^<>]*>",
    re.IGNORECASE,
)
_NESTED = re.compile(r"</?(?!(?:html|head|body|title|meta|link|script|style|p|br)\b)[a-z][^<>]*>", re.IGNORECASE)
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# One class for all elements: lxml.html looks in Python for a class of its own for each, each time one is touched.
_ONE_CLASS = ElementDefaultClassLookup(element=HtmlElement)
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r"})
_SURROGATE = b"\xed"  # with which some of Hangul begins too
_NO_CHARACTERS = "\ufffe\uffff"
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "Review")
_ARTICLE_KEYS = ("@type", "headline", "name", "description", "author", "creator", "publisher", "datePublished",
                 "dateCreated", "inLanguage", "isAccessibleForFree", "isBasedOn", "isBasedOnUrl", "sourceOrganization",
                 "provider", "copyrightHolder")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed page, and the metadata it states in its head."""

    html: str
    tree: Any  # lxml.html.HtmlElement, the root
    meta: Mapping[str, tuple[str, ...]]  # name, property or itemprop of <meta>, in lower case -> contents
    article: Mapping[str, Any]  # the JSON-LD node of the article; empty when there is none
    types: frozenset[str]  # @type of every JSON-LD node
    language: str | None  # as stated: <html lang>, og:locale, inLanguage

    def first(self, *names: str) -> str | None:
        """Return the first non-empty content among some meta names."""
        return next((content for name in names for content in self.meta.get(name, ())), None)


def clean(text: object) -> str:
    """Return a value of the metadata as one line without characters that no file can hold."""
    return squeezed(_UNWANTED.sub("", text)) if isinstance(text, str) else ""


def _without_controls(text: str) -> str:
    """Return a decoded text without characters that no file can hold; bytes are looked through ten times as fast."""
    raw = text.encode("utf-8", "surrogatepass")
    held = _SURROGATE in raw or any(sign in text for sign in _NO_CHARACTERS)
    held = held or len(raw.translate(None, _CONTROLS)) < len(raw)
    return _UNWANTED.sub("", text) if held else text


def is_plain(content_type: str, url: str, text: str) -> bool:
    """Say whether a decoded body is plain text: stated as such, or a page without any markup."""
    kind = content_type.partition(";")[0].strip().lower()
    if "html" in kind or _MARKUP.search(text[:100_000]):
        return False
    return kind.startswith("text/") or url.lower().endswith((".txt", ".text")) or not text.lstrip().startswith("<")


def decode(body: bytes, content_type: str) -> str:
    """Return a body as text: byte order mark, then valid UTF-8, then header, then <meta>, then a guess.

    Raises DropError: not_html for other formats, unreadable for broken gzip and for bodies over BODY_BYTES.
    """
    body = _unpacked(body)
    if not body.strip(b"\0 \t\r\n"):
        raise DropError("unreadable", "empty body")
    if body.startswith(_OTHER_FORMATS):
        raise DropError("not_html", f"begins with {body[:8]!r}")
    if charsets.is_binary(body, content_type):
        raise DropError("not_html", "binary")
    text = _without_controls(charsets.text(body, content_type))
    if _FEED.match(text):
        raise DropError("not_html", "an XML feed or sitemap")
    if text.lstrip().startswith(("{", "[")) and _json(text) is not None:
        raise DropError("not_html", "JSON")  # whatever markup its strings hold
    if not _MARKUP.search(text[:100_000]) and (_OTHER_TYPES.match(content_type) or _is_data(text)):
        raise DropError("not_html", content_type or "binary")
    return text


def parse(html: str) -> Document:
    """Return a page's tree and metadata. Raises DropError("unreadable")."""
    if html.count("<") > 2 * TAGS:
        raise DropError("unreadable", f"more than {TAGS} tags")
    tree = _tree(html)
    if _levels_at_end(tree) >= LEVELS:
        html, tree = _flattened(html)
    meta = _meta(tree)
    nodes = list(_nodes(tree))
    article = _article(nodes, next(iter(meta.get("og:title", ())), ""))
    types = frozenset(kind for node in nodes for kind in _types(node))
    language = _language(tree, meta, article)
    return Document(html=html, tree=tree, meta=meta, article=article, types=types, language=language)


def _tree(html: str) -> Any:
    # huge_tree: otherwise a node of 10 MB or the 256th level of nesting ends the page without a word
    parser = HTMLParser(
        huge_tree=True,
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        return document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError, AssertionError) as error:  # AssertionError: lxml, of a page that is one comment
        raise DropError("unreadable", str(error)) from error


def _flattened(html: str) -> tuple[str, Any]:
    """Return a page without what only wraps, or else without all that can be nested, and its tree."""
    for nested in (_WRAPPER, _NESTED):
        html = nested.sub(" ", html)
        tree = _tree(html)
        if _levels_at_end(tree) < LEVELS:
            return html, tree
    raise DropError("unreadable", f"nested deeper than {LEVELS} levels")


def _levels_at_end(tree: Any) -> int:
    """Return how deep the last element lies: the parser stops without a word at its deepest level."""
    levels = 0
    while len(tree):
        tree = tree[-1]
        levels += 1
    return levels


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        if len(body) > BODY_BYTES:
            raise DropError("unreadable", f"more than {BODY_BYTES} bytes")
        return body
    stream = zlib.decompressobj(wbits=31)
    try:
        unpacked = stream.decompress(body, BODY_BYTES + 1)
    except zlib.error as error:
        raise DropError("unreadable", f"gzip: {error}") from error
    if len(unpacked) > BODY_BYTES:
        raise DropError("unreadable", f"more than {BODY_BYTES} bytes unpacked")
    if not stream.eof:
        raise DropError("unreadable", "gzip stream is cut")
    return unpacked


def _is_data(text: str) -> bool:
    """Say whether a body without markup is bytes that mean no text."""
    sample = text[:2000]
    readable = sum(character.isalnum() or character.isspace() for character in sample)
    return sample.count("\ufffd") * 20 > len(sample) or readable * 2 < len(sample)


def _meta(tree: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = clean(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return {name: tuple(contents[:50]) for name, contents in found.items()}


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            yield from _flat(_json(script.text), 0)


def _json(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>")
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):  # a comma too many is the commonest mistake
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):  # broken, or nested a hundred thousand times
            continue
    return None


def _flat(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the nodes that speak of this page; lists of other articles (itemListElement, hasPart) are left out."""
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(key), depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [str(item) for item in kind] if isinstance(kind, list) else [str(kind)] if kind else []


def _article(nodes: list[dict[str, Any]], title: str) -> Mapping[str, Any]:
    """Return what the most credible node says of the article, its texts cleaned."""
    articles = [node for node in nodes if any(kind.endswith(_ARTICLE_TYPES) for kind in _types(node))]
    named = [node for node in articles if title and clean(node.get("headline")) == title]
    dated = [node for node in articles if node.get("datePublished")]
    chosen = next(iter([*named, *dated, *articles]), {})
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    cleaned = {name: _cleaned(_resolved(chosen[name], known), 0) for name in _ARTICLE_KEYS if name in chosen}
    text = chosen.get("articleBody")
    return cleaned | ({"articleBody": _UNWANTED.sub("", text)} if isinstance(text, str) else {})


def _resolved(value: Any, known: Mapping[str, Any]) -> Any:
    """Return a value of JSON-LD, or the node of the page that it only refers to by its @id."""
    if isinstance(value, list):
        return [_resolved(item, known) for item in value[:50]]
    only_id = isinstance(value, dict) and not value.keys() - {"@id", "@type"} and isinstance(value.get("@id"), str)
    return known.get(value["@id"], value) if only_id else value


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return clean(value)
    if depth > 3:
        return None
    if isinstance(value, list):
        return [_cleaned(item, depth + 1) for item in value[:50]]
    return {str(name): _cleaned(item, depth + 1) for name, item in value.items()} if isinstance(value, dict) else value


def _language(tree: Any, meta: Mapping[str, tuple[str, ...]], article: Mapping[str, Any]) -> str | None:
    stated = article.get("inLanguage")
    candidates = (
        tree.get("lang") or tree.get("xml:lang"),
        *meta.get("og:locale", ()),
        stated if isinstance(stated, str) else None,
    )
    return next((clean(tag).replace("_", "-") for tag in candidates if clean(tag)), None)
