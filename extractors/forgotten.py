"""Addresses and domains that are left out for good, known again without being readable."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from . import urls
from .errors import DropError

# What two ways to one page differ in.
_BEFORE = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_SLASHES = re.compile(r"/+(?=\?|$)")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a dataset keeps out."""

    addresses: Mapping[str, str] = field(default_factory=dict)  # key of an address -> what it was forgotten as
    domains: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Say whether there is anything to keep out."""
        return bool(self.addresses or self.domains)

    def holds(self, url: str) -> bool:
        """Say whether an address is to be kept out."""
        return self.entry(url) is not None

    def entry(self, url: str) -> str | None:
        """Return the address or domain by which this one is kept out; None for any other."""
        if not self:
            return None
        return self.addresses.get(key(url)) or (self._domain(url) if self.domains else None)

    def _domain(self, url: str) -> str | None:
        labels = _host(url).split(".")
        above = (".".join(labels[start:]) for start in range(len(labels)))
        return next((name for name in above if name in self.domains), None)


def bare(url: str) -> str:
    """Return an address without what two spellings of it differ in: scheme, www, a slash at the end of its path."""
    return _SLASHES.sub("", _BEFORE.sub("", url, count=1), count=1)


def key(url: str) -> str:
    """Return the SHA-256 by which an address is known again in any spelling."""
    return sha256(bare(url).encode("utf-8", "surrogatepass")).hexdigest()


def _host(url: str) -> str:
    try:
        return urls.host(url)
    except DropError:
        return ""
