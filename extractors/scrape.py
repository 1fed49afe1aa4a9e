"""Links to pages, politely: one journal of the archive a batch, every address with an outcome."""

import asyncio
import heapq
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self, TypeVar

from . import disk, urls, warc
from .answers import HOUR_S, Exchange, Held, failed
from .errors import DropError, RetryError
from .records import Page
from .visits import LONGEST_PAUSE_S, Visitor, failed_for_now, pause_s
from .web import Client, Manners, Reach

MOST_FAILURES = 5  # in a row; then a host is left alone for the rest of the batch
BUSY = frozenset({429, 503})  # what speaks for the whole host, not for one page
GRACE_S = 5.0  # for requests under way when a run is asked to stop
_POLL_S = 0.1
_NOTHING_KNOWN: Mapping[str, Page] = MappingProxyType({})

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address to visit, and what is known of its body when one is held already."""

    url: str  # canonical
    etag: str | None = None
    last_modified: str | None = None
    final_url: str | None = None  # where the held body lay; None: at `url`

    def held(self) -> Held | None:
        """Return what makes the request conditional."""
        if self.etag is None and self.last_modified is None:
            return None
        return Held(url=self.final_url or self.url, etag=self.etag, last_modified=self.last_modified)


def pack(wanted: Sequence[Wanted], batches: int) -> list[list[Wanted]]:
    """Return at most `batches` lists of about equal length; no registered domain is in two of them.

    A domain is asked at its own pace, so its time goes with the number of its pages. Files have no pace: each is
    packed by itself. Depends on nothing but the addresses.
    """
    groups: dict[str, list[Wanted]] = defaultdict(list)
    for item in sorted(wanted, key=lambda item: item.url):
        groups[_group(item.url) or item.url].append(item)
    packed: list[list[Wanted]] = [[] for _ in range(batches)]
    fill = [(0, number) for number in range(batches)]
    for _, group in sorted(groups.items(), key=lambda named: (-len(named[1]), named[0])):
        length, number = heapq.heappop(fill)
        packed[number] += group
        heapq.heappush(fill, (length + len(group), number))
    return [batch for batch in packed if batch]


def scrape(
    wanted: Sequence[Wanted],
    manners: Manners,
    reach: Reach,
    archive: Path,
    name: str,
    *,
    stop: threading.Event | None = None,
    known: Mapping[str, Page] = _NOTHING_KNOWN,
) -> Path:
    """Return the journal that holds how each visit ended; with `stop` set, what was finished by then.

    `known` are pages visited earlier, by address, of which only a robots.txt younger than a day is used. A host that
    failed five times in a row, or asked for more than a minute's rest, is left alone: its other addresses end as
    `host_down`.
    """
    stop = stop or threading.Event()
    with warc.Journal(archive, name) as journal:
        batch = _Batch(manners, archive, journal, known, stop)
        asyncio.run(batch.work_off(wanted, reach))
    return journal.path


def _group(url: str) -> str:
    try:
        return urls.registered_domain(url)
    except DropError:  # becomes a page with that reason when its turn comes
        return ""


@dataclass(frozen=True, slots=True)
class _Try:
    wanted: Wanted
    attempt: int = 0
    not_before: float = 0.0  # clock of the loop
    ended: Exchange | None = None  # how the attempt before this one ended


class _Batch:
    """One run of `scrape`."""

    def __init__(
        self, manners: Manners, archive: Path, journal: warc.Journal, known: Mapping[str, Page], stop: threading.Event
    ) -> None:
        self._manners = manners
        self._recall = _recaller(archive, known)
        self._journal = journal
        self._stop = stop
        self._failures: Counter[str] = Counter()  # in a row, by host
        self._down: dict[str, tuple[str, float]] = {}  # hosts left alone: why, and for how many seconds

    async def work_off(self, wanted: Sequence[Wanted], reach: Reach) -> None:
        queues: dict[str, deque[_Try]] = defaultdict(deque)
        for item in wanted:
            queues[_group(item.url)].append(_Try(item))
        async with Client(self._manners, reach) as client:
            visitor = Visitor(client, self._manners, keep=self._journal.write, recall=self._recall, stop=self._stop)
            disk_queue = queues.pop("", deque())
            work = [self._work_off_disk(disk_queue), *(self._work_off_domain(q, visitor) for q in queues.values())]
            await _until_stopped(work, visitor, self._stop)
            await visitor.close()

    async def _work_off_disk(self, queue: deque[_Try]) -> None:
        while queue and not self._stop.is_set():
            exchange = self._read(queue.popleft().wanted)
            if exchange.page.reason != "not_modified":  # looking at a file again is no event
                self._journal.write(exchange)
            await asyncio.sleep(0)

    def _read(self, wanted: Wanted) -> Exchange:
        if wanted.url.startswith("file:"):
            return disk.read(wanted.url, wanted.held(), self._manners.page_bytes)
        refused = DropError("bad_address", wanted.url[:200])
        return Exchange(page=failed(_unasked(wanted.url), refused))

    async def _work_off_domain(self, queue: deque[_Try], visitor: Visitor) -> None:
        loop = asyncio.get_running_loop()
        while queue and not self._stop.is_set():
            turn = queue.popleft()
            url, host = turn.wanted.url, urls.host(turn.wanted.url)
            if host in self._down:
                self._journal.write(turn.ended or _host_down(url, *self._down[host]))
                continue
            await asyncio.sleep(turn.not_before - loop.time())
            exchange = await visitor.visit(url, turn.wanted.held())
            if exchange.page.reason == "stopped":
                return
            self._note(host, exchange)
            wait_s = pause_s(exchange, turn.attempt, self._manners)
            if wait_s is None:
                self._journal.write(exchange)
                continue
            if exchange.page.status in BUSY:
                visitor.rest(url, wait_s)
            queue.append(_Try(turn.wanted, turn.attempt + 1, loop.time() + wait_s, exchange))

    def _note(self, host: str, exchange: Exchange) -> None:
        """Keep count of what a host can bear."""
        self._failures[host] = self._failures[host] + 1 if failed_for_now(exchange.page) else 0
        asked_for_s = exchange.retry_after_s or 0.0
        if exchange.page.status in BUSY and asked_for_s > LONGEST_PAUSE_S:
            self._down[host] = (f"asked to be left alone for {asked_for_s:.0f} s", asked_for_s)
        elif self._failures[host] >= MOST_FAILURES:
            self._down[host] = (f"{MOST_FAILURES} failures in a row, the last: {exchange.page.reason}", HOUR_S)


def _host_down(url: str, detail: str, seconds: float) -> Exchange:
    return Exchange(page=replace(_unasked(url), reason="host_down", detail=detail, retry_after_s=seconds))


def _unasked(url: str) -> Page:
    return Page(url=url, fetched_at=datetime.now(UTC), final_url=url, status=None)


def _recaller(archive: Path, known: Mapping[str, Page]) -> Callable[[str], Page | None]:
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


async def _until_stopped(work: Sequence[Coroutine[Any, Any, T]], visitor: Visitor, stop: threading.Event) -> list[T]:
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

    What it gets is journalled, in a file that exists only if something was. `known` are pages held already, by
    address: an address among them is asked for conditionally, and its body comes from the archive when unchanged.
    """

    def __init__(
        self,
        manners: Manners,
        reach: Reach,
        archive: Path,
        name: str,
        *,
        known: Mapping[str, Page] = _NOTHING_KNOWN,
        stop: threading.Event | None = None,
    ) -> None:
        self.journal = warc.Journal(archive, name)
        self._manners = manners
        self._client = Client(manners, reach)
        self._recall = _recaller(archive, known)
        self._stop = stop or threading.Event()
        self._closing = ExitStack()
        self._writing = False
        self._runner = asyncio.Runner()
        self._visitor: Visitor

    def __enter__(self) -> Self:
        """Open the client; the journal waits for the first page."""
        self._closing.enter_context(self._runner)
        self._clients = AsyncExitStack()
        client = self._runner.run(self._clients.enter_async_context(self._client))
        self._visitor = Visitor(client, self._manners, keep=self._keep, recall=self._recall, stop=self._stop)
        self._clients.push_async_callback(self._visitor.close)
        self._closing.callback(lambda: self._runner.run(self._clients.aclose()))
        return self

    def __exit__(self, *_: object) -> None:
        """Complete the journal and close the client."""
        self._closing.close()

    def __call__(self, url: str) -> bytes:
        """Return the body behind an address; raises RetryError when waiting makes sense, else DropError."""
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
        pages = await _until_stopped([self._visit(url, held)], self._visitor, self._stop)
        return pages[0] if pages else failed(_unasked(url), RetryError("stopped"))

    async def _visit(self, url: str, held: Held | None) -> Page:
        attempt = 0
        while True:
            exchange = await self._visitor.visit(url, held, self._manners.sitemap_bytes)
            wait_s = pause_s(exchange, attempt, self._manners)
            if wait_s is None:
                break
            await asyncio.sleep(wait_s)
            attempt += 1
        if exchange.page.reason != "stopped":
            self._keep(exchange)
        return exchange.page

    def _keep(self, exchange: Exchange) -> None:
        if not self._writing:
            self._closing.enter_context(self.journal)
            self._writing = True
        self.journal.write(exchange)
