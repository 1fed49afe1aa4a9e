"""Which address a page has, and whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from . import publishers, titles
from .errors import DropError
from .page import Document, clean
from .plugins import Outlet
from .publishers import Publisher
from .records import Page
from .urls import canonical, registered_domain, trap

_LOCAL = ("local", "local files")  # outlet and its name, for pages of which nobody knows where they stood
_COUNTRY_OF_DOMAIN = {"uk": "GB"}
# Countries' domains that are sold to the whole world, and two that belong to no country.
_NO_COUNTRY = frozenset(("ai", "cc", "co", "eu", "fm", "io", "la", "ly", "me", "nu", "su", "to", "tv", "ws"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The address of a page and the outlet that published it."""

    url: str
    canonical: str | None  # as the page states it, believed or not
    outlet: str  # registered domain
    outlet_name: str
    country: str | None
    language: str | None  # that the outlet writes in
    flags: tuple[str, ...]
    site: str  # registered domain of the address, which may be a mirror's
    site_name: str  # as the page itself bears it
    own_file: Outlet | None  # what extractors/outlets/ says of how its pages are read


def of_page(page: Page, document: Document, outlets: Mapping[str, Outlet]) -> Identity:
    """Return whose an HTML page is, before reading takes it apart."""
    stated = _stated_address(document, page.final_url)
    url = _address(page, stated)
    own = _outlet(publishers.inside(url), outlets)
    whose = _publisher(url, stated, document, own)
    site, name = _site(url, document, own)
    return Identity(
        url=url,
        canonical=stated,
        outlet=whose.outlet or site,
        outlet_name=whose.name or name,
        country=whose.country or _country(whose.outlet),
        language=whose.language,
        flags=whose.flags,
        site=site,
        site_name=name,
        own_file=own,
    )


def of_text(page: Page, outlets: Mapping[str, Outlet]) -> Identity:
    """Return whose a text file is."""
    url = _address(page, None)
    own = _outlet(publishers.inside(url), outlets)
    whose = _publisher(url, None, None, own)
    name = whose.name or whose.outlet or _LOCAL[1]
    return Identity(
        url=url,
        canonical=None,
        outlet=whose.outlet or _LOCAL[0],
        outlet_name=name,
        country=whose.country or _country(whose.outlet),
        language=whose.language,
        flags=whose.flags,
        site=whose.outlet,
        site_name=name,
        own_file=own,
    )


def _stated_address(document: Document, final_url: str) -> str | None:
    """Return the canonical address that a page states of itself."""
    links = document.tree.iter("link")
    named = (link.get("href") for link in links if "canonical" in link.get("rel", "").lower().split())
    for stated in (next(filter(None, named), None), document.first("og:url")):
        if stated and stated.strip():
            try:
                address = urljoin(final_url, clean(stated))
            except ValueError:  # an unfinished IPv6 address or the like
                continue
            if not trap(address):
                return address
    return None


def _address(page: Page, stated: str | None) -> str:
    """Return the believed address: the stated one if it can be this page's own."""
    local = page.url.startswith("file:")
    if stated:
        try:
            address = canonical(stated)
            own = local or registered_domain(address) == registered_domain(page.final_url)
            if own and address.startswith("http") and urlsplit(address).path not in ("", "/"):
                return address
        except DropError:  # what it states is no address
            pass
    return page.url if local else canonical(page.final_url)


def _outlet(url: str, outlets: Mapping[str, Outlet]) -> Outlet | None:
    domain = registered_domain(url)
    return next((outlet for outlet in outlets.values() if domain in outlet.domains), None)


def _publisher(url: str, stated: str | None, document: Document | None, outlet: Outlet | None) -> Publisher:
    """Return whose page it is; what an outlet file says of its own outlet goes before the table."""
    known = (document.article, document.meta, document.tree) if document else ()
    found = publishers.publisher(url, stated, *known)
    if outlet is None or found.outlet not in outlet.domains:
        return found
    country, spoken = outlet.country or found.country, outlet.language or found.language
    return replace(found, outlet=outlet.domains[0], name=outlet.name, country=country, language=spoken)


def _site(url: str, document: Document, outlet: Outlet | None) -> tuple[str, str]:
    """Return the registered domain of an address, and the name that its page bears."""
    domain = registered_domain(url)
    if outlet:
        return domain, outlet.name
    if not domain:
        return _LOCAL
    publisher = document.article.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    stated = clean(publisher.get("name") if isinstance(publisher, dict) else publisher)
    return domain, stated or document.first("og:site_name") or titles.outlet(document.tree, domain) or domain


def _country(domain: str) -> str | None:
    *_, second, suffix = ("", "", *domain.partition("/")[0].split("."))
    sold = suffix in _NO_COUNTRY and second not in ("com", "net", "org", "gov", "edu")  # norte.com.co is Colombian
    if len(suffix) != 2 or not suffix.isalpha() or sold:
        return None
    return _COUNTRY_OF_DOMAIN.get(suffix, suffix.upper())
