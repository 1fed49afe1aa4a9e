"""Serves made news pages on loopback, from a process of its own, as news sites do: sitemaps, ETags, kept connections."""

import asyncio
import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from flows.incident import read_incident

from .newspages import Pages

LOOPBACK = "127.0.0.1"
_DEADLINE_S = 300.0  # to make all pages on a busy machine
_INCIDENT = """
title = "Made news"
began = 2024-03-04
[names]
"*" = ["Kestrel Forge", "Talon Pad", "Brightquay", "Velk", "Osei"]
[relevance]
at_least = 0
[scrape]
delay_s = 0
[translate]
engines = []
[[sources]]
kind = "sitemaps"
urls = [{sitemaps}]
"""

Hosts = Mapping[str, tuple[str, int]]


@contextmanager
def serving(pages: Pages) -> Iterator[Hosts]:
    """Yield the hosts and where they listen, until the block ends."""
    fresh = multiprocessing.get_context("spawn")
    place: multiprocessing.Queue[int] = fresh.Queue()
    server = fresh.Process(target=_serve, args=(pages, place), daemon=True)
    server.start()
    try:
        port = place.get(timeout=_DEADLINE_S)
        yield {f"outlet{number}.example": (LOOPBACK, port) for number in range(pages.hosts)}
    finally:
        server.kill()
        server.join()


def incident(folder: Path, hosts: Hosts) -> Path:
    """Return a new incident file whose sources are the sitemaps of all hosts."""
    path = folder / "made-news.toml"
    path.write_text(_INCIDENT.format(sitemaps=", ".join(f'"http://{host}/sitemap.xml"' for host in hosts)))
    read_incident(path)  # a mistake is better told here than by a run
    return path


def _serve(pages: Pages, place: "multiprocessing.Queue[int]") -> None:
    answers = {pages.url(number).removeprefix("http://"): pages.body(number) for number in pages.numbers}
    for host in {address.partition("/")[0] for address in answers}:
        lines = (f"<url><loc>http://{one}</loc></url>" for one in answers if one.startswith(f"{host}/"))
        names = "http://www.sitemaps.org/schemas/sitemap/0.9"
        answers[f"{host}/sitemap.xml"] = f'<urlset xmlns="{names}">{"".join(lines)}</urlset>'.encode()
    asyncio.run(_listen({address: (body, _tag(body)) for address, body in answers.items()}, place))


def _tag(body: bytes) -> bytes:
    return b'"%s"' % sha256(body).hexdigest()[:32].encode()


async def _listen(answers: Mapping[str, tuple[bytes, bytes]], place: "multiprocessing.Queue[int]") -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(_answer(head, answers))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, LOOPBACK, 0, backlog=1000)
    place.put(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def _answer(head: bytes, answers: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    path = head.split(b" ", 2)[1].decode()
    host = head.lower().partition(b"host: ")[2].partition(b"\r")[0].partition(b":")[0].decode()
    found = answers.get(f"{host}{path}")
    if found is None:
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    body, tag = found
    if tag in head:
        return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % tag
    kind = b"application/xml" if path.endswith(".xml") else b"text/html; charset=utf-8"
    line = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nETag: %s\r\nContent-Length: %d\r\n\r\n"
    return line % (kind, tag, len(body)) + body
