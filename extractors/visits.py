"""Whose turn it is, what robots.txt says, and when to ask again: politeness on one event loop."""

import asyncio
import contextlib
import random
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from . import robots, urls
from .answers import Exchange, Held
from .errors import DropError, RetryError
from .records import Page
from .web import Client, Manners

MOST_AT_ONCE = 16  # requests under way, over all domains
LONGEST_PAUSE_S = 60.0  # nobody is waited for longer within a run
QUICK_PAUSE_S = 2.0
_CHANCE = random.SystemRandom()


def pause_s(exchange: Exchange, attempt: int, manners: Manners) -> float | None:
    """Return how long to wait before asking again within this run; None when that makes no sense.

    `attempt` counts from 0. A server's own Retry-After comes before our doubling pauses. Where nobody was reached, one
    quick second try tells a hiccup from a host that is gone.
    """
    page, most = exchange.page, exchange.most_retries
    if attempt >= manners.retries or not failed_for_now(page) or (most is not None and attempt >= most):
        return None
    if most is not None:
        return min(QUICK_PAUSE_S, manners.retry_delay_s)
    if exchange.retry_after_s is not None:
        return exchange.retry_after_s if exchange.retry_after_s <= LONGEST_PAUSE_S else None
    return manners.retry_delay_s * float(2**attempt) * _CHANCE.uniform(0.5, 1.5)


def failed_for_now(page: Page) -> bool:
    """Return whether this is a failure of the network or the server that may be over in a minute."""
    reason = page.reason or ""
    return page.retry_after_s is not None and (
        reason in ("unreachable", "timeout", "truncated") or reason.startswith("http_")
    )


@dataclass(slots=True)
class _Domain:
    """A registered domain: one request at a time, and when the next may start (clock of the loop)."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_start: float = 0.0


class Visitor:
    """Asks for pages as their hosts want to be asked.

    `keep` gets each robots.txt that was fetched, `recall` gives one that was fetched earlier, with its body.
    """

    def __init__(
        self,
        client: Client,
        manners: Manners,
        *,
        keep: Callable[[Exchange], None],
        recall: Callable[[str], Page | None],
        stop: threading.Event,
    ) -> None:
        self._client = client
        self._manners = manners
        self._keep = keep
        self._recall = recall
        self._stop = stop
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)
        self._domains: dict[str, _Domain] = defaultdict(_Domain)
        self._rules: dict[str, asyncio.Task[robots.Rules]] = {}
        self.asking: set[asyncio.Task[object] | None] = set()  # tasks with a request under way

    async def visit(self, url: str, held: Held | None = None, most_bytes: int | None = None) -> Exchange:
        """Return how asking ended; the reason is `stopped` when `stop` was set before it could begin."""
        return await self._client.get(url, held=held, most_bytes=most_bytes, gate=self._gate)

    def rest(self, url: str, seconds: float) -> None:
        """Leave a domain alone for a while."""
        domain = self._domains[urls.registered_domain(url)]
        domain.next_start = max(domain.next_start, asyncio.get_running_loop().time() + seconds)

    async def close(self) -> None:
        """Forget the rules that are still being asked for."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)

    @contextlib.asynccontextmanager
    async def _gate(self, url: str) -> AsyncIterator[None]:
        delay_s = self._manners.delay_of(url)
        if self._manners.robots_matter(url):
            rules = await self._rules_of(url)
            if not rules.allow(url):
                raise DropError("robots_disallowed", robots.address(url))
            delay_s = max(delay_s, rules.delay_s)
        async with self._turn(url, delay_s):
            yield

    @contextlib.asynccontextmanager
    async def _robots_gate(self, url: str) -> AsyncIterator[None]:
        async with self._turn(url, self._manners.delay_of(url)):
            yield

    @contextlib.asynccontextmanager
    async def _turn(self, url: str, delay_s: float) -> AsyncIterator[None]:
        loop, domain = asyncio.get_running_loop(), self._domains[urls.registered_domain(url)]
        async with domain.turn:
            await asyncio.sleep(domain.next_start - loop.time())
            async with self._slots:
                if self._stop.is_set():
                    raise RetryError("stopped")
                domain.next_start = loop.time() + delay_s
                task = asyncio.current_task()
                self.asking.add(task)
                try:
                    yield
                finally:
                    self.asking.discard(task)

    async def _rules_of(self, url: str) -> robots.Rules:
        address = robots.address(url)
        if address not in self._rules:
            self._rules[address] = asyncio.create_task(self._ask_rules(address))
        return await asyncio.shield(self._rules[address])

    async def _ask_rules(self, address: str) -> robots.Rules:
        recalled = self._recall(address)
        if recalled and robots.is_fresh(recalled):
            return robots.rules(recalled)
        attempt = 0
        while True:
            exchange = await self._client.get(address, gate=self._robots_gate)
            wait_s = pause_s(exchange, attempt, self._manners)
            if wait_s is None:
                break
            self.rest(address, wait_s)
            attempt += 1
        if exchange.page.reason == "stopped":
            raise RetryError("stopped")
        self._keep(exchange)
        if exchange.most_retries is not None:  # nobody was reached: that is no matter of robots.txt
            page = exchange.page
            raise RetryError(page.reason or "unreachable", page.detail, delay_s=page.retry_after_s)
        return robots.rules(exchange.page)
