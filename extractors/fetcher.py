"""Bodies for sources, one after another; and what every way of asking needs: a memory, and an end when told."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, TypeVar

from . import warc
from .answers import Exchange, Held, failed
from .errors import DropError, RetryError
from .records import Page
from .visits import Visitor, pause_s
from .web import Client, Manners, Reach

GRACE_S = 5.0  # for requests under way when a run is asked to stop
NOTHING_KNOWN: Mapping[str, Page] = MappingProxyType({})
_POLL_S = 0.1

T = TypeVar("T")


def unasked(url: str) -> Page:
    """Return the page of an address that nobody asked for."""
    return Page(url=url, fetched_at=datetime.now(UTC), final_url=url, status=None)


def recaller(archive: Path, known: Mapping[str, Page]) -> Callable[[str], Page | None]:
    """Return a function that gives an earlier page with its body; None when there is none, or it is damaged."""

    def recall(url: str) -> Page | None:
        page = known.get(url)
        if page is None or page.reason is not None or page.body or page.warc is None or page.warc_offset is None:
            return page
        try:
            return replace(page, body=warc.body(archive, page.warc, page.warc_offset))
        except DropError:  # then it is asked for again
            return None

    return recall


async def until_stopped(work: Sequence[Coroutine[Any, Any, T]], visitor: Visitor, stop: threading.Event) -> list[T]:
    """Return the results; after a stop, only requests under way get a little time, and nothing comes back."""
    tasks = [asyncio.create_task(one) for one in work]
    everything = asyncio.gather(*tasks)
    try:
        while not everything.done():
            await asyncio.wait([everything], timeout=_POLL_S)
            if stop.is_set() and not everything.done():
                for task in set(tasks) - visitor.asking:
                    task.cancel()
                await asyncio.wait(tasks, timeout=GRACE_S)
                return []
        return await everything
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if everything.done() and not everything.cancelled():
            everything.exception()  # has been raised, or is of no interest after a stop: asyncio need not report it


class Fetcher:
    """A context manager whose value gets bodies for sources: plugins.Fetch.

    What it gets is journalled, in a file that exists only if there was something to write. `known` are pages held
    already, by address: such an address is asked for conditionally, and its body comes from the archive when unchanged.
    """

    def __init__(
        self,
        manners: Manners,
        reach: Reach,
        archive: Path,
        name: str,
        *,
        known: Mapping[str, Page] = NOTHING_KNOWN,
        stop: threading.Event | None = None,
        pace: Path | None = None,
        bodies: warc.Bodies | None = None,
    ) -> None:
        self._pace = pace
        self.journal = warc.Journal(archive, name, bodies)
        self._manners = manners
        self._client = Client(manners, reach)
        self._recall = recaller(archive, known)
        self._stop = stop or threading.Event()
        self._attempts: Counter[str] = Counter()
        self._again: set[str] = set()
        self._closing = ExitStack()
        self._writing = False
        self._runner = asyncio.Runner()
        self._visitor: Visitor

    def __enter__(self) -> Self:
        """Open the client; the journal waits for the first page."""
        self._closing.enter_context(self._runner)
        self._clients = AsyncExitStack()
        client = self._runner.run(self._clients.enter_async_context(self._client))
        self._visitor = Visitor(
            client, self._manners, keep=self._keep, recall=self._recall, stop=self._stop, pace=self._pace
        )
        self._clients.push_async_callback(self._visitor.close)
        self._closing.callback(lambda: self._runner.run(self._clients.aclose()))
        return self

    def __exit__(self, *_: object) -> None:
        """Complete the journal and close the client."""
        self._closing.close()

    def note(self, found: warc.Found) -> None:
        """Journal what the sources found, behind all that was asked for."""
        self._opened().note(found)

    def again(self, url: str) -> bool:
        """Return whether an address that failed is worth asking for once more, best behind all others."""
        return url in self._again

    def __call__(self, url: str) -> bytes:
        """Return the body behind an address; raises RetryError when waiting makes sense, else DropError."""
        self._again.discard(url)
        held = self._recall(url)
        held = held if held and held.reason is None else None
        page = self._runner.run(self._get(url, held))
        if page.reason == "not_modified" and held:
            return held.body
        if page.reason is None:
            return page.body
        if page.retry_after_s is not None:
            raise RetryError(page.reason, page.detail, delay_s=page.retry_after_s)
        raise DropError(page.reason, page.detail)

    async def _get(self, url: str, known: Page | None) -> Page:
        held = Held(url=known.final_url, etag=known.etag, last_modified=known.last_modified) if known else None
        pages = await until_stopped([self._visit(url, held)], self._visitor, self._stop)
        return pages[0] if pages else failed(unasked(url), RetryError("stopped"))

    async def _visit(self, url: str, held: Held | None) -> Page:
        exchange = await self._visitor.visit(url, held, self._manners.sitemap_bytes)
        wait_s = pause_s(exchange, self._attempts[url], self._manners)
        self._attempts[url] += 1
        if wait_s is not None:  # its domain waits, and nobody else does
            self._visitor.rest(exchange.page.final_url, wait_s)
            self._again.add(url)
        elif exchange.page.reason != "stopped":
            self._keep(exchange)
        return exchange.page

    def _keep(self, exchange: Exchange) -> None:
        self._opened().write(exchange)

    def _opened(self) -> warc.Journal:
        if not self._writing:
            self._closing.enter_context(self.journal)
            self._writing = True
        return self.journal
