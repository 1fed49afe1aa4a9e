"""CPU seconds of the scrape stage against a bare aiohttp client over the same pages, from the same server.

    python -m tests.bench.scraping [--pages 1000] [--hosts 50] [--paragraphs 30] [--close]

A server in a process of its own answers for 50 hosts on loopback. Both sides ask for the same small pages, 16 at a time;
ours also asks for 50 robots.txt, keeps its manners with the delay at zero, and leaves a finished archive. Each side runs
in a new process, in turn; what it costs to start, to import and to read the list of public suffixes, once a process, is
not counted. The figure is the median of the rounds.
"""

import argparse
import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import aiohttp

from extractors import urls, warc
from extractors.scrape import Wanted, scrape
from extractors.web import Manners, Reach

ROUNDS = 5
AT_ONCE = 16
_SENTENCE = "The ferry was late again on the {n}th day, and nobody on the quay of {host} could say why. "


def page(host: str, number: int, paragraphs: int = 30) -> bytes:
    lines = range(number, number + paragraphs)
    told = "".join(f"<p>{_SENTENCE.format(n=line, host=host) * 3}</p>" for line in lines)
    return f"<!doctype html><html><head><title>Page {number}</title></head><body>{told}</body></html>".encode()


def serve(port: "multiprocessing.Queue[int]", paragraphs: int, *, closes: bool) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                host = head.lower().partition(b"host: ")[2].partition(b"\r")[0].decode()
                found = path != "/robots.txt"
                body = page(host, int(path[1:]), paragraphs) if found else b""
                line = b"200 OK" if found else b"404 Not Found"
                kind = b"Content-Type: text/html; charset=utf-8\r\n" + (b"Connection: close\r\n" if closes else b"")
                writer.write(b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (line, kind, len(body), body))
                if closes:
                    writer.close()
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=1000)
        port.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def bare(addresses: Sequence[str], port: int) -> float:
    """CPU seconds of aiohttp as its documentation shows it."""

    async def run() -> None:
        resolver = _Loopback()
        turns = asyncio.Semaphore(AT_ONCE)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=resolver)) as session:

            async def get(address: str) -> int:
                host, _, path = address.removeprefix("http://").partition("/")
                async with turns, session.get(f"http://{host}:{port}/{path}") as response:
                    return len(await response.read())

            assert all(await asyncio.gather(*map(get, addresses)))

    return _cpu_s(lambda: asyncio.run(run()))


class _Loopback(aiohttp.abc.AbstractResolver):
    async def resolve(self, host: str, port: int = 0, **_: object) -> list[aiohttp.abc.ResolveResult]:
        return [{"hostname": host, "host": "127.0.0.1", "port": port, "family": 2, "proto": 0, "flags": 0}]

    async def close(self) -> None:
        pass


def stage(addresses: Sequence[str], port: int) -> float:
    """CPU seconds of the stage."""
    hosts = {address.split("/")[2]: ("127.0.0.1", port) for address in addresses}
    wanted = [Wanted(url=address) for address in addresses]
    manners = Manners(contact="mailto:desk@retold.example", delay_s=0)
    urls.registered_domain(addresses[0])
    with tempfile.TemporaryDirectory() as folder:
        cpu_s = _cpu_s(lambda: scrape(wanted, manners, Reach(hosts=hosts), Path(folder), "bench"))
        found = [one for one in warc.pages(Path(folder) / "bench.warc.gz") if one.reason is None]
        assert len(found) == len(addresses), f"{len(found)} of {len(addresses)}"
    return cpu_s


def _cpu_s(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--hosts", type=int, default=50)
    options.add_argument("--paragraphs", type=int, default=30, help="of a page")
    options.add_argument("--close", action="store_true", help="a connection for each page")
    chosen = options.parse_args()
    addresses = [f"http://outlet{n % chosen.hosts}.example/{n}" for n in range(chosen.pages)]
    fresh = multiprocessing.get_context("spawn")
    place: multiprocessing.Queue[int] = fresh.Queue()
    server = fresh.Process(target=serve, args=(place, chosen.paragraphs), kwargs={"closes": chosen.close}, daemon=True)
    server.start()
    port = place.get(timeout=30)
    ratios, sides = [], []
    for _ in range(ROUNDS):
        with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
            both = [pool.submit(side, addresses, port).result() for side in (bare, stage)]
        sides.append(both)
        ratios.append(both[1] / both[0])
    server.kill()
    bare_ms, stage_ms = (1000 * statistics.median(side) / chosen.pages for side in zip(*sides, strict=True))
    size = len(page("outlet0.example", 0, chosen.paragraphs)) / 1000
    print(f"a page of {size:.0f} kB: bare client {bare_ms:.2f} ms, stage {stage_ms:.2f} ms")
    print(f"ratio {statistics.median(ratios):.2f} x bare client, {chosen.pages} pages of {chosen.hosts} hosts")


if __name__ == "__main__":
    main()
