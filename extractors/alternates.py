"""A page -> the addresses of the same text in other languages, as the page states them. Pure.

Search engines ask that pages name one another and themselves by whole addresses, that the link stands in the page, and
that `x-default` is what readers of any other language are shown:
https://developers.google.com/search/docs/specialty/international/localized-versions. Sites that have only their menu
in several languages name their front pages: that says nothing of an article.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from .errors import DropError
from .urls import canonical, trap

ANY_LANGUAGE = "x-default"
MOST = 100  # languages; a page that names more names its site
_LINKS = etree.XPath("//link[@hreflang and @href]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?")
_FRONT = re.compile(r"(?:/(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?|home|index|default)(?:\.\w{2,5})?)*/?", re.IGNORECASE)


def stated(tree: HtmlElement, own: str) -> dict[str, str]:
    """Return the address for each language (BCP-47 in lower case, or `x-default`) that a page at `own` states.

    A language with two addresses is left out, and so is all that a page says that names nobody but itself.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for link in _LINKS(tree):
        language, address = _language(link), _address(link)
        if language and address:
            named[language].add(address)
    found = {language: min(addresses) for language, addresses in named.items() if len(addresses) == 1}
    others = {page(address) for address in found.values()} - {page(own)}
    return dict(sorted(found.items())) if others and len(found) <= MOST else {}


def _language(link: HtmlElement) -> str | None:
    """Return the language of a link to another version of the page; None for feeds and whatever else is linked."""
    if "alternate" not in link.get("rel", "").lower().split() or link.get("media"):
        return None
    if link.get("type", "text/html").partition(";")[0].strip().lower() not in ("text/html", "application/xhtml+xml"):
        return None
    tag = link.get("hreflang").strip().lower().replace("_", "-")
    return tag if tag == ANY_LANGUAGE or _LANGUAGE.fullmatch(tag) else None


def _address(link: HtmlElement) -> str | None:
    written = link.get("href").strip()
    if not written.lower().startswith(("http://", "https://")):
        return None
    try:
        address = canonical(written)
    except DropError:  # what it states is no address
        return None
    return None if trap(address) or _is_front(address) else address


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.query and _FRONT.fullmatch(parts.path) is not None


def page(address: str) -> str:
    """Return an address without what may differ between two ways to the same page."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/")


def default(one: str, alternates: Mapping[str, str], other: str, of_alternates: Mapping[str, str]) -> str | None:
    """Return which of two pages (as `page` spells them) readers of neither language are shown, by their x-default.

    None where they name none or several, and where they do not both state one another as versions of one text: what
    only one of them says is ignored, as search engines do.
    """
    if not (alternates and of_alternates):
        return None
    here, there = ({page(address) for address in stated.values()} for stated in (alternates, of_alternates))
    if page(other) not in here or page(one) not in there or page(one) == page(other):
        return None
    named = {page(found[ANY_LANGUAGE]) for found in (alternates, of_alternates) if ANY_LANGUAGE in found}
    return named.pop() if len(named) == 1 else None
