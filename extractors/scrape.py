"""Links to pages, politely: one journal of the archive a batch, every address with an outcome."""

import asyncio
import heapq
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import disk, urls, warc
from .answers import BUSY, HOUR_S, Exchange, Held, failed
from .errors import DropError
from .fetcher import NOTHING_KNOWN, recaller, unasked, until_stopped
from .records import Page
from .visits import Visitor, failed_for_now, pause_s
from .web import Client, Manners, Reach

MOST_FAILURES = 5  # in a row; then a host is left alone for the rest of the batch


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
    known: Mapping[str, Page] = NOTHING_KNOWN,
    pace: Path | None = None,
    bodies: warc.Bodies | None = None,
    on_end: Callable[[], object] = lambda: None,
) -> Path:
    """Return the journal that holds how each visit ended; with `stop` set, what was finished by then.

    `known` are pages visited earlier, by address, of which only a robots.txt younger than a day is used. A host that
    failed five times in a row, or asked for more than a minute's rest, is left alone: its other addresses end as
    `host_down`. `pace` is a folder that all who may ask the same domains share, so that together they keep the delay.
    `on_end` is called when an address has been visited for the last time.
    """
    stop = stop or threading.Event()
    with warc.Journal(archive, name, bodies) as journal:
        batch = _Batch(manners, archive, journal, known, stop, pace, on_end)
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
        self,
        manners: Manners,
        archive: Path,
        journal: warc.Journal,
        known: Mapping[str, Page],
        stop: threading.Event,
        pace: Path | None,
        on_end: Callable[[], object],
    ) -> None:
        self._on_end = on_end
        self._manners = manners
        self._pace = pace
        self._recall = recaller(archive, known)
        self._journal = journal
        self._stop = stop
        self._failures: Counter[str] = Counter()  # in a row, by host
        self._down: dict[str, tuple[str, float]] = {}  # hosts left alone: why, and for how many seconds

    async def work_off(self, wanted: Sequence[Wanted], reach: Reach) -> None:
        queues: dict[str, deque[_Try]] = defaultdict(deque)
        for item in wanted:
            queues[_group(item.url)].append(_Try(item))
        async with Client(self._manners, reach) as client:
            visitor = Visitor(
                client,
                self._manners,
                keep=self._journal.write,
                recall=self._recall,
                stop=self._stop,
                pace=self._pace,
            )
            disk_queue = queues.pop("", deque())
            work = [self._work_off_disk(disk_queue), *(self._work_off_domain(q, visitor) for q in queues.values())]
            await until_stopped(work, visitor, self._stop)
            await visitor.close()

    async def _work_off_disk(self, queue: deque[_Try]) -> None:
        while queue and not self._stop.is_set():
            exchange = self._read(queue.popleft().wanted)
            if exchange.page.reason != "not_modified":  # looking at a file again is no event
                self._journal.write(exchange)
            self._on_end()
            await asyncio.sleep(0)

    def _read(self, wanted: Wanted) -> Exchange:
        if wanted.url.startswith("file:"):
            return disk.read(wanted.url, wanted.held(), self._manners.page_bytes)
        refused = DropError("bad_address", wanted.url[:200])
        return Exchange(page=failed(unasked(wanted.url), refused))

    async def _work_off_domain(self, queue: deque[_Try], visitor: Visitor) -> None:
        loop = asyncio.get_running_loop()
        while queue and not self._stop.is_set():
            turn = queue.popleft()
            url, host = turn.wanted.url, urls.host(turn.wanted.url)
            if host in self._down:
                self._end(turn.ended or _host_down(url, *self._down[host]))
                continue
            if (wait_s := turn.not_before - loop.time()) > 0:
                await asyncio.sleep(wait_s)
            exchange = await visitor.visit(url, turn.wanted.held())
            if exchange.page.reason == "stopped":
                return
            self._note(host, exchange)
            again_s = pause_s(exchange, turn.attempt, self._manners)
            if again_s is None:
                self._end(exchange)
                continue
            if exchange.page.status in BUSY:
                visitor.rest(exchange.page.final_url, again_s)
            queue.append(_Try(turn.wanted, turn.attempt + 1, loop.time() + again_s, exchange))

    def _end(self, exchange: Exchange) -> None:
        self._journal.write(exchange)
        self._on_end()

    def _note(self, asked: str, exchange: Exchange) -> None:
        """Keep count of what a host can bear: of the one that failed. One that led there has answered."""
        if not failed_for_now(exchange.page):
            self._failures[asked] = 0
            return
        host = urls.host(exchange.page.final_url)
        if host != asked:
            self._failures[asked] = 0
        self._failures[host] += 1
        if self._failures[host] >= MOST_FAILURES:
            self._down[host] = (f"{MOST_FAILURES} failures in a row, the last: {exchange.page.reason}", HOUR_S)


def _host_down(url: str, detail: str, seconds: float) -> Exchange:
    return Exchange(page=replace(unasked(url), reason="host_down", detail=detail, retry_after_s=seconds))
