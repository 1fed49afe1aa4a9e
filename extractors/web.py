"""One polite, bounded, vetted request at a time; every one of them ends as a Page."""

import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import NamedTuple, Self

from yarl import URL

from . import urls
from .answers import REFUSALS, USABLE, Answer, Exchange, Held, Trip, ended, failed
from .errors import DropError, RetryError, UseError
from .records import HostRule, Incident
from .responses import Head
from .vetting import Address, Gatekeeper, Lookup, system_lookup
from .wire import Place, UnreachedError, Wire

MOST_HOPS = 10
MOST_REFRESHES = 1  # pages that say "go there": the second one in a row is playing games
PAGE_BYTES = 10_000_000  # decoded; a hundred times the usual article page
SITEMAP_BYTES = 50_000_000  # what sitemaps.org allows
# Names that only Tor, I2P, or a network of one's own resolves: asking a name server for them gives them away.
NOWHERE = (".onion", ".i2p", ".local", ".localhost", ".internal", ".home.arpa", ".lan", ".intranet", ".corp")


# An address that goes over the wire as it stands, in two parts; to read any other takes ten times as long.
_PLAIN = re.compile(r"(https?://[^/?#\s]++)(/[!-\"$-~]*+)(?<!\?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The sample web: its hosts and their places on loopback. Empty for the real one."""

    hosts: Mapping[str, Address] = field(default_factory=dict)  # with any, no other host can be reached


_NO_RULE = HostRule()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How the web is asked."""

    contact: str  # an address to complain to: https://… or mailto:…
    delay_s: float = 5.0  # between the starts of two requests to one registered domain
    respect_robots: bool = True
    hosts: Mapping[str, HostRule] = field(default_factory=dict)  # by host, or registered domain
    deadline_s: float = 60.0  # for everything one page takes, redirects included, waiting for turns not
    page_bytes: int = PAGE_BYTES  # decoded
    sitemap_bytes: int = SITEMAP_BYTES
    retries: int = 2  # within a run
    retry_delay_s: float = 30.0  # doubled at the second, half to one and a half of it by chance
    busy_delay_s: float = 30.0  # at least between two requests to a domain that said 429 and not for how long

    @property
    def user_agent(self) -> str:
        """Return who asks."""
        return f"Retold/{version('retold')} (+{self.contact})"

    def delay_of(self, url: str) -> float:
        """Return the seconds between two requests."""
        rule = self._rule(url).delay_s
        return self.delay_s if rule is None else rule

    def robots_matter(self, url: str) -> bool:
        """Return whether robots.txt is asked for and kept to."""
        rule = self._rule(url).respect_robots
        return self.respect_robots if rule is None else rule

    def _rule(self, url: str) -> HostRule:
        if not self.hosts:
            return _NO_RULE
        return self.hosts.get(urls.host(url)) or self.hosts.get(urls.registered_domain(url)) or _NO_RULE


def manners_of(incident: Incident, contact: str) -> Manners:
    """Return the manners an incident file asks for."""
    return Manners(
        contact=contact.strip(),
        delay_s=incident.delay_s,
        respect_robots=incident.respect_robots,
        hosts=incident.hosts,
    )


def refuse_strangers(manners: Manners, reach: Reach) -> None:
    """Check that site owners can tell who asks; raises UseError. The sample web has no owners."""
    if not manners.contact.strip() and not reach.hosts:
        raise UseError("RETOLD_CONTACT is not set: set it to an address (https://… or mailto:…) that site owners see")
    if not manners.contact.isprintable():
        raise UseError("RETOLD_CONTACT must be one line of printable characters")
    if manners.contact.strip() and not _CONTACT.fullmatch(manners.contact.strip()):
        raise UseError(f"RETOLD_CONTACT is {manners.contact!r}: expected https://… or mailto:…")


_CONTACT = re.compile(r"https?://\S+|(?:mailto:)?[^\s@]+@[^\s@]+")


@dataclass(slots=True)
class Hop:
    """What whoever let a request through learns of its answer."""

    status: int | None = None  # None: no answer came
    latency_s: float = 0.0  # until the headers were there
    answered_at: float | None = None  # when they were, on the clock of time.monotonic and asyncio's loops
    retry_after_s: float | None = None  # what the server asked for


Ask = Callable[[Hop], Awaitable[Answer]]
Gate = Callable[[str, Ask], Awaitable[Answer]]  # lets a request through when it is time for it


async def no_gate(_url: str, ask: Ask) -> Answer:
    """Let every request through at once."""
    return await ask(Hop())


class _Origin(NamedTuple):
    """Whom a request goes to."""

    place: Place
    headers: tuple[tuple[str, str], ...]  # of each request


def _most_retries(error: Exception) -> int | None:
    if isinstance(error, (DropError, RetryError)):
        return 0  # refused before it was asked: the gate says the same again
    return 1 if isinstance(error, UnreachedError) else None


class Client:
    """An HTTP client for one event loop; an async context manager.

    No cookies, no proxies or passwords from the environment, no redirect that is not vetted like a first request.
    """

    def __init__(self, manners: Manners, reach: Reach, lookup: Lookup = system_lookup) -> None:
        self._manners = manners
        self._reach = reach
        # Between two polite requests most servers would close a kept connection themselves.
        self._wire = Wire(Gatekeeper(reach.hosts, lookup), keeps=not manners.delay_s)
        self._headers = (
            ("User-Agent", manners.user_agent),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.1"),
            ("Accept-Encoding", "gzip, deflate, br, zstd"),
        )
        self._is_named = False  # whom to complain to
        self._origins: dict[str, _Origin] = {}  # that may be asked, by the beginning of their addresses

    async def __aenter__(self) -> Self:
        """Be ready on the running loop."""
        await self._wire.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._wire.__aexit__()

    async def get(
        self,
        url: str,
        *,
        held: Held | None = None,
        most_bytes: int | None = None,
        gate: Gate = no_gate,
    ) -> Exchange:
        """Return how asking ended: a page with its body, or with its reason for having none.

        Each hop passes the gate, which may wait, or refuse by DropError or RetryError. Raises UseError when nobody is
        named to complain to.
        """
        if not self._is_named:
            refuse_strangers(self._manners, self._reach)
            self._is_named = True
        trip, refreshes = Trip(url), 0
        for hops in range(MOST_HOPS + 1):
            try:
                origin, path = self._admitted(trip.at, is_first=not hops)
                ask = partial(self._ask, trip, origin, path, held, most_bytes or self._manners.page_bytes)
                answer = await gate(trip.at, ask)
            except (OSError, ValueError, DropError, RetryError) as error:
                trip.hop_ends()
                return Exchange(page=failed(trip.page(), error), most_retries=_most_retries(error))
            trip.hop_ends()
            location = answer.location()
            if location is None and refreshes < MOST_REFRESHES:
                location = answer.refresh()
                refreshes += location is not None
            if location is None:
                return answer.exchange(trip)
            trip.at = location
        return Exchange(page=ended(trip.page(), "redirect_loop", f"at {trip.at}"))

    def _admitted(self, at: str, *, is_first: bool) -> tuple[_Origin, str]:
        """Return whom to ask for an address, and for which path and query; raises DropError, ValueError."""
        if not is_first and (sign := urls.trap(at)):  # sources look at what they find
            raise DropError("url_trap", sign)
        if (plain := _PLAIN.fullmatch(at)) is None:
            target = URL(at, encoded=True)
            return self._origin(target, at), target.raw_path_qs
        begins, path = plain.groups()
        if begins not in self._origins:
            self._origins[begins] = self._origin(URL(begins, encoded=True), at)
        return self._origins[begins], path

    def _origin(self, target: URL, at: str) -> _Origin:
        host, port = target.raw_host or "", target.port or 0
        if host.endswith(NOWHERE) and host not in self._reach.hosts:
            raise DropError("refused_address", f"{host} is no name of the open web")
        if target.scheme not in urls.DEFAULT_PORTS or not host:
            raise DropError("refused_address", f"neither http nor https: {at[:200]}")
        if port not in urls.DEFAULT_PORTS.values() and host not in self._reach.hosts:
            raise DropError("refused_address", f"port {port}")
        headers = ("Host", target.host_port_subcomponent or ""), *self._headers
        return _Origin((target.scheme, host, port), headers)

    async def _ask(
        self, trip: Trip, origin: _Origin, path: str, held: Held | None, most_bytes: int, hop: Hop
    ) -> Answer:
        trip.hop_begins(datetime.now(UTC))
        conditions = held.headers(trip.at) if held else {}
        headers = (*origin.headers, *conditions.items()) if conditions else origin.headers
        request = Head(f"GET {path} HTTP/1.1", headers)
        began = time.monotonic()
        response = await self._wire.ask(origin.place, request, self._manners.deadline_s - trip.spent_s)
        try:
            answer = Answer(trip.at, request, response, held if conditions else None)  # nothing else can be unchanged
            hop.answered_at = time.monotonic()
            hop.status, hop.latency_s = response.status, hop.answered_at - began
            hop.retry_after_s = answer.asked_for_s()
            if response.status in USABLE:
                await answer.read(most_bytes)
            elif response.status in REFUSALS:
                await answer.glance()
            return answer  # any other error page is nobody's article
        finally:
            self._wire.let_go(response)
