"""Two articles of the same words -> whether they are one article at two addresses. Pure.

For print pages, mobile hosts, mirrors, and aggregators whose pages show whose text they have, where none names a
canonical address. Copies on hosts that have nothing to do with one another stay copies: papers of one owner print one
story under one path, and each of them is an outlet.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from . import mastheads, urls
from .errors import DropError

SAME_SHARE = 0.95  # of the characters; a print page adds a line, a mirror some of its own
LEAST_PATH = 8  # characters; everybody has an /about

_OTHER_FORM = re.compile(
    r"(?:^|[/.?&=_-])(?:print|printable|printer|druck|drucken|druckversion|imprimir|imprimer|stampa|tisk|drukuj|amp|m|mobi|mobile|wap)(?=$|[/.?&=_-])"
)
_NUMBER = re.compile(r"\d{4,}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What is known of an article besides its words."""

    url: str
    outlet: str  # whose words they are, wherever they stand
    canonical: str | None = None


def alias(one: Address, other: Address, text_share: float, of_text_share: float) -> str | None:
    """Return which of the two is only another address of the other one; None where both are articles.

    The shares are those of a relation between their texts, in the same order.
    """
    if max(text_share, of_text_share) < SAME_SHARE:
        return None
    is_elsewhere = _domain(one.url) != _domain(other.url)
    if one.outlet == other.outlet:
        whole = min(text_share, of_text_share)
        if whole == 1.0 or (whole >= SAME_SHARE and (is_elsewhere or _names_one_page(one.url, other.url))):
            return max(one, other, key=_formality).url
    if not is_elsewhere:
        return None
    if _is_mirror(one.url, other.url) and of_text_share >= SAME_SHARE:
        return one.url
    return other.url if _is_mirror(other.url, one.url) and text_share >= SAME_SHARE else None


def _formality(address: Address) -> tuple[bool, bool, bool, int, str]:
    """Return what sorts an article's own address before its others."""
    stated = address.canonical
    parts = urlsplit(address.url)
    return (
        not _is_own(address),  # an aggregator's, a cache's
        _OTHER_FORM.search(f"{parts.netloc}{parts.path}?{parts.query}") is not None,
        stated != address.url,  # who names itself comes before who names nobody
        len(address.url),
        address.url,
    )


def _is_own(address: Address) -> bool:
    """Say whether an address is one of its outlet's own, in whatever edition."""
    domain = _domain(address.url)
    row = mastheads.known(address.url) if domain else None
    return address.outlet in (domain, row.outlet if row else "")


def _domain(url: str) -> str:
    try:
        return urls.registered_domain(url)
    except DropError:  # lines of a file may call an article by any name
        return ""


def _names_one_page(one: str, other: str) -> bool:
    """Say whether two addresses share their last word, or a number that is no date."""
    here, there = _tail(one), _tail(other)
    return (here == there and len(here) >= LEAST_PATH) or bool(_numbers(one) & _numbers(other))


def _tail(url: str) -> str:
    names = [name for name in urlsplit(url).path.split("/") if name and not _OTHER_FORM.fullmatch(f"/{name}")]
    return names[-1] if names else ""


def _numbers(url: str) -> set[str]:
    return {number for number in _NUMBER.findall(urlsplit(url).path) if not _YEAR.fullmatch(number)}


def _is_mirror(url: str, of_url: str) -> bool:
    """Say whether an address holds the other one, or has its path on a host that is named after the other's."""
    parts, original = urlsplit(unquote(url)), urlsplit(of_url)
    inside = f"{original.netloc.removeprefix('www.')}{original.path}".rstrip("/")
    if len(inside) > LEAST_PATH and inside in f"{parts.path}?{parts.query}":
        return True
    named = set(_WORDS.findall(_domain(of_url).partition(".")[0]))
    host = set(_WORDS.findall(parts.netloc))
    return parts.path == unquote(original.path) and len(parts.path) >= LEAST_PATH and bool(named) and named <= host
