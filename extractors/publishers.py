"""Whose page it is, also where an aggregator, an AMP cache, a translating proxy or an archive shows it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from .errors import DropError
from .mastheads import AGGREGATOR, PLATFORM, called, known, tenant
from .urls import canonical, host, registered_domain

_AMP_CACHE = re.compile(r"/[a-z]/(s/)?(?=[^/]+\.)")  # /c/s/www.example.com/story: a document, over https
_ARCHIVED = re.compile(r"/(?:web/)?(?:newest|\d[\d.-]{3,17})(?:[a-z]{2}_)?/(?=https?:/)")
_ARCHIVES = frozenset(("archive.org", "archive.ph", "archive.today", "archive.is", "archive.li", "archive.md",
                       "archive.fo", "archive.vn"))  # fmt: skip
_PROXY = ".translate.goog"
_OF_PROXY = re.compile(r"(?:^|&)_x_tr_[^&]*")
_META_NAMES = ("og:url", "original-source", "syndication-source", "dc.source", "dcterms.source")
_DATA_KEYS = ("isBasedOn", "isBasedOnUrl", "sourceOrganization", "provider", "publisher", "copyrightHolder")
_MARKED = ("class", "id", "itemprop", "rel", "data-testid", "data-type")
_SOURCE_MARK = re.compile(r"\b(?:source|provider|publisher|original|syndicat\w+)\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_READ_THERE = re.compile(
    r"\W*(?:(?:read|view|see|open|visit|go to) (?:the )?(?:full |whole |original )+(?:article|story|post|report)?"
    r"|original (?:article|story|source|post)|(?:zum |den )?original(?:artikel|beitrag)(?: lesen)?|zum original"
    r"|(?:lire |voir )?l['’]article original|(?:leer |ver )?(?:el )?artículo original"
    r"|(?:ler |ver )?(?:o )?artigo original|(?:leggi )?l['’]articolo originale|(?:lees )?(?:het )?originele artikel"
    r"|oryginalny artykuł|(?:читать )?(?:оригинал|первоисточник)(?: статьи)?|(?:читати )?оригінал|haberin kaynağı"
    r"|artikel asli|(?:阅读|閱讀|查看)?原文(?:链接|鏈接|連結)?|元(?:の)?記事(?:を読む)?|(?:기사)?\s?원문(?:\s?보기)?"
    r"|المصدر الأصلي|المقال الأصلي|למאמר המקורי|لینک خبر اصلی)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Whose page it is."""

    outlet: str  # key of the outlet; "" for local files
    name: str | None = None  # None: the page has to tell
    country: str | None = None
    language: str | None = None
    flags: tuple[str, ...] = ()


def publisher(
    url: str,
    stated: str | None = None,
    article: Mapping[str, Any] | None = None,
    meta: Mapping[str, Sequence[str]] | None = None,
    tree: Any = None,
) -> Publisher:
    """Return whose page stands at an address.

    `stated` is its canonical address, `article` its JSON-LD. On an aggregator they may show whose text it is; where
    they do not, the aggregator is the outlet, with the flag `aggregator`.
    """
    place = inside(url)
    row = known(place)
    if row is None or row.type != AGGREGATOR:
        return _at(place)
    found = next(_evidence(place, stated, article or {}, meta or {}, tree), None)
    if found is None:
        return replace(_at(place), flags=(AGGREGATOR,))
    behind = _at(found)
    return behind if behind.name else replace(behind, name=behind.outlet)  # the page would tell the aggregator's


def inside(url: str) -> str:
    """Return the address that an AMP cache, a translating proxy or an archive shows; for other pages their own."""
    domain, parts = registered_domain(url), urlsplit(url)
    held = ""
    if domain == "ampproject.org" and (way := _AMP_CACHE.match(parts.path)):
        held = f"http{'s' if way.group(1) else ''}://{parts.path[way.end() :]}"
    elif host(url).endswith(_PROXY):
        parts = parts._replace(query=_OF_PROXY.sub("", parts.query))
        held = f"https://{_unfolded(host(url).removesuffix(_PROXY))}{parts.path}"
    elif domain in _ARCHIVES and (way := _ARCHIVED.match(unquote(parts.path))):
        held = re.sub(r"^(https?:)/+", r"\1//", unquote(parts.path)[way.end() :])
    return _address(f"{held}?{parts.query}" if parts.query else held) or url


def _unfolded(label: str) -> str:
    """Return the host of which a translating proxy made one label: a dot is one hyphen there, a hyphen two."""
    return re.sub(r"--|-", lambda sign: "-" if sign.group() == "--" else ".", label)


def _at(url: str) -> Publisher:
    """Return the outlet at an address."""
    row, own = known(url), tenant(url)
    if row is None or own:
        return Publisher(outlet=own or registered_domain(url))
    return Publisher(outlet=row.outlet, name=row.name, country=row.country, language=row.language)


def _evidence(
    url: str, stated: str | None, article: Mapping[str, Any], meta: Mapping[str, Sequence[str]], tree: Any
) -> Iterator[str]:
    """Yield what shows whose text an aggregator has: addresses that it states, then links, then names."""
    in_data = [pair for key in _DATA_KEYS for pair in _said(article.get(key))]
    in_head = [content for name in _META_NAMES for content in meta.get(name, ())]
    for address in (stated or "", *in_head, *(address for address, _ in in_data)):
        yield from _elsewhere(url, address)
    if tree is not None:
        yield from _linked(url, tree)
    for row in (called(name) for _, name in in_data):
        if row is not None:
            yield from _elsewhere(url, f"https://{row.outlet}/")


def _said(value: Any) -> Iterator[tuple[str, str]]:
    """Yield (address, name) of what JSON-LD states of somebody or something; "" for what it does not say."""
    if isinstance(value, str):
        yield (value, "") if value.startswith(("http:", "https:")) else ("", value)
    elif isinstance(value, list):
        for item in value[:5]:
            yield from _said(item)
    elif isinstance(value, Mapping):
        addresses = (value.get(key) for key in ("url", "@id", "sameAs"))
        address = next((text for text in addresses if isinstance(text, str) and text.startswith("http")), "")
        name = value.get("name")
        yield address, name if isinstance(name, str) else ""


def _elsewhere(url: str, stated: str) -> Iterator[str]:
    """Yield an address that may be the outlet's own: not of this site, nor of another aggregator or a platform."""
    address = _address(stated)
    if address is None:
        return
    address = inside(address)
    row = known(address)
    is_same = registered_domain(address) == registered_domain(url) or (row is not None and row is known(url))
    is_place = row is not None and row.type in (AGGREGATOR, PLATFORM) and not tenant(address)
    if not is_same and not is_place:
        yield address


def _address(stated: str) -> str | None:
    if not stated.startswith(("http://", "https://")):
        return None
    try:
        address = canonical(stated)
    except DropError:  # what is stated is no address
        return None
    return address if "." in host(address) else None


def _linked(url: str, tree: Any) -> Iterable[str]:
    """Return where the links lead that are marked as the source, by their element or their words; none for several."""
    found: dict[str, str] = {}
    for link in tree.iter("a"):
        target = (link.get("href") or "").strip()
        if target.startswith(("http:", "https:", "//")) and _is_source(link):
            for address in _elsewhere(url, _joined(url, target)):
                found.setdefault(_at(address).outlet, address)
    return found.values() if len(found) == 1 else ()


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:  # an unfinished IPv6 address or the like
        return ""


def _is_source(link: Any) -> bool:
    """Say whether a link, or what holds it alone, is called a source, or whether its words say so."""
    if _READ_THERE.fullmatch("".join(link.itertext())):
        return True
    parent = link.getparent()
    elements = [link, parent] if parent is not None and len(parent) == 1 else [link]
    names = (_CAMEL.sub(" ", element.get(name) or "").lower() for element in elements for name in _MARKED)
    return any(map(_SOURCE_MARK.search, names))
