"""Whose turn it is, what robots.txt says, and when to ask again: politeness on one event loop."""

import asyncio
import random
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from math import ceil, inf
from pathlib import Path

from . import robots, turns, urls
from .answers import BUSY, Answer, Exchange, Held
from .errors import DropError, RetryError
from .records import Page
from .web import Ask, Client, Hop, Manners

MOST_AT_ONCE = 16  # requests under way, over all domains
LONGEST_PAUSE_S = 60.0  # nobody is waited for longer within a run
QUICK_PAUSE_S = 2.0
MOST_TIMEOUTS = 1  # tries again after one: each keeps a slot from others for the whole deadline
LEAST_REST_S = 0.01  # nobody notices less
LONGEST_REST_S = 60.0  # that a slow or busy domain gets between two requests, as in Scrapy's AutoThrottle
_CHANCE = random.SystemRandom()


def pause_s(exchange: Exchange, attempt: int, manners: Manners) -> float | None:
    """Return how long to wait before asking again within this run; None when that makes no sense.

    `attempt` counts from 0. A server's own Retry-After comes before our doubling pauses. Where nobody was reached, one
    quick second try tells a hiccup from a host that is gone.
    """
    page, most = exchange.page, exchange.most_retries
    if not failed_for_now(page):
        return None
    usual = MOST_TIMEOUTS if page.reason == "timeout" else manners.retries
    if attempt >= min(usual if most is None else most, manners.retries):
        return None
    if most is not None:
        return min(QUICK_PAUSE_S, manners.retry_delay_s)
    if exchange.retry_after_s is not None:
        return exchange.retry_after_s if exchange.retry_after_s <= LONGEST_PAUSE_S else None
    return manners.retry_delay_s * float(2**attempt) * _CHANCE.uniform(0.5, 1.5)


def failed_for_now(page: Page) -> bool:
    """Return whether this is a failure of the network or the server that may be over in a minute."""
    if page.retry_after_s is None:
        return False
    reason = page.reason or ""
    return reason in ("unreachable", "timeout", "truncated") or reason.startswith("http_")


@dataclass(slots=True)
class _Domain:
    """A registered domain: one request at a time, and when the next may start (time.monotonic)."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_start: float = 0.0
    answered_at: float = -inf  # when it was heard of last
    rest_s: float = 0.0  # what it gets after an answer, by how it bears being asked

    def wait_s(self, delay_s: float) -> float:
        """Return the seconds until the next request may start."""
        # Of a host with a crawl delay, robots.txt was asked for before anybody knew.
        return max(self.next_start, self.answered_at + delay_s) - time.monotonic()

    def learn(self, hop: Hop, delay_s: float, busy_delay_s: float) -> None:
        """Rest longer after slow answers and refusals; less only after good ones, for errors are quick to send.

        The rule of Scrapy's AutoThrottle for one request at a time; the doubling is story-indexer's and Nutch's.
        """
        if hop.status in BUSY and hop.retry_after_s is None:
            least_s = busy_delay_s if hop.status == 429 else 0.0
            self.rest_s = min(max(2 * max(self.rest_s, delay_s), least_s), LONGEST_REST_S)
        elif hop.status is not None:
            slower_s = min(max(hop.latency_s, (self.rest_s + hop.latency_s) / 2), LONGEST_REST_S)
            rest_s = slower_s if hop.status == 200 else max(self.rest_s, slower_s)
            self.rest_s = rest_s if rest_s >= LEAST_REST_S else 0.0


class Visitor:
    """Asks for pages as their hosts want to be asked.

    `keep` gets each robots.txt that was fetched, `recall` gives one that was fetched earlier, with its body. `pace` is
    a folder that all who may ask the same domains share, in other batches, runs and processes; None: nobody does.
    """

    def __init__(
        self,
        client: Client,
        manners: Manners,
        *,
        keep: Callable[[Exchange], None],
        recall: Callable[[str], Page | None],
        stop: threading.Event,
        pace: Path | None = None,
    ) -> None:
        self._client = client
        self._manners = manners
        self._keep = keep
        self._recall = recall
        self._stop = stop
        self._pace = pace
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)
        self._domains: dict[str, _Domain] = defaultdict(_Domain)
        self._robots_gate = partial(self._gate, heed_robots=False)
        self._resting: dict[str, float] = {}  # hosts, and until when each is left alone (monotonic clock)
        self._rules: dict[str, asyncio.Task[robots.Rules]] = {}
        self.asking: set[asyncio.Task[object] | None] = set()  # tasks with a request under way

    def visit(self, url: str, held: Held | None = None, most_bytes: int | None = None) -> Awaitable[Exchange]:
        """Return how asking ended; the reason is `stopped` when `stop` was set before it could begin."""
        return self._client.get(url, held=held, most_bytes=most_bytes, gate=self._gate)

    def rest(self, url: str, seconds: float) -> None:
        """Leave a domain alone for a while."""
        domain = self._domains[urls.registered_domain(url)]
        domain.next_start = max(domain.next_start, time.monotonic() + seconds)
        if self._pace:
            turns.postpone(self._pace, urls.registered_domain(url), seconds)

    async def close(self) -> None:
        """Forget the rules that are still being asked for."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)

    async def _gate(self, url: str, ask: Ask, *, heed_robots: bool = True) -> Answer:
        """Let a request through when it is its domain's turn, one at a time."""
        host, name = urls.host(url), urls.registered_domain(url)
        self._refuse_resting(host)
        delay_s = await self._delay_s(url) if heed_robots else self._manners.delay_of(url)
        domain, hop = self._domains[name], Hop()
        async with domain.turn:
            shared = await self._turn(domain, name, delay_s) if self._pace or domain.wait_s(delay_s) > 0 else None
            try:
                async with self._slots:
                    if self._stop.is_set():
                        raise RetryError("stopped")
                    self._refuse_resting(host)  # it may have been said to those who were before in the line
                    if shared:  # if this process is killed while it asks, the next one knows
                        shared.next_in(delay_s)
                    task = asyncio.current_task()
                    self.asking.add(task)
                    try:
                        return await ask(hop)
                    finally:
                        self.asking.discard(task)
                        self._learn(host, domain, hop, delay_s)
                        if shared:
                            shared.next_in(domain.next_start - time.monotonic())
            finally:
                if shared:
                    shared.let_go()

    async def _delay_s(self, url: str) -> float:
        """Return the distance that a page's host wants; DropError or RetryError when it is not to be asked for it."""
        delay_s = self._manners.delay_of(url)
        if not self._manners.robots_matter(url):
            return delay_s
        asking = self._asking_rules(robots.address(url))
        rules = asking.result() if asking.done() else await asyncio.shield(asking)
        if not rules.allow(url):
            raise DropError("robots_disallowed", robots.address(url))
        return max(delay_s, rules.delay_s)

    async def _turn(self, domain: _Domain, name: str, delay_s: float) -> turns.Turn | None:
        """Return a domain's turn when its time has come; None where there is no pace, and so none to share."""
        while (wait_s := domain.wait_s(delay_s)) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait_s)  # it may be put off meanwhile
        if not (self._pace and delay_s):
            return None
        while (wait_s := (shared := await turns.take(self._pace, name)).wait_s()) > 0:
            shared.let_go()  # whoever held it while waiting would have the domain for himself, as long as he wants
            await asyncio.sleep(wait_s)
        return shared

    def _learn(self, host: str, domain: _Domain, hop: Hop, delay_s: float) -> None:
        """Set when a domain may be asked next: for the server, too, no two requests are closer than the delay."""
        self._grant_rest(host, hop)
        domain.learn(hop, delay_s, self._manners.busy_delay_s)
        now, asked_for_s = time.monotonic(), hop.retry_after_s or 0.0
        rest_s = asked_for_s if hop.status in BUSY and asked_for_s <= LONGEST_PAUSE_S else 0.0
        domain.answered_at = hop.answered_at or now
        domain.next_start = max(domain.answered_at + delay_s, now + max(domain.rest_s, rest_s), domain.next_start)

    def _grant_rest(self, host: str, hop: Hop) -> None:
        """Leave a host alone that asked for more rest than a run can wait for."""
        if hop.status in BUSY and hop.retry_after_s is not None and hop.retry_after_s > LONGEST_PAUSE_S:
            self._resting[host] = time.monotonic() + hop.retry_after_s
            if self._pace:
                turns.leave_alone(self._pace, host, hop.retry_after_s)

    def _refuse_resting(self, host: str) -> None:
        left_s = ceil(self._resting[host] - time.monotonic()) if host in self._resting else 0
        if self._pace:
            left_s = max(left_s, ceil(turns.rest_s(self._pace, host)))
        if left_s > 0:
            raise RetryError("host_down", f"asked to be left alone for another {left_s} s", delay_s=left_s)

    def _asking_rules(self, address: str) -> asyncio.Task[robots.Rules]:
        asking = self._rules.get(address)
        if asking is None:
            asking = self._rules[address] = asyncio.create_task(self._ask_rules(address))
        return asking

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
            self.rest(exchange.page.final_url, wait_s)
            attempt += 1
        if exchange.page.reason == "stopped":
            raise RetryError("stopped")
        self._keep(exchange)
        if exchange.most_retries is not None:  # nobody was reached: that is no matter of robots.txt
            page = exchange.page
            if page.retry_after_s is None:  # nor ever will be
                raise DropError(page.reason or "refused_address", page.detail)
            raise RetryError(page.reason or "unreachable", page.detail, delay_s=page.retry_after_s)
        return robots.rules(exchange.page)
