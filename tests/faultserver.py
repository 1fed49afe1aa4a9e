"""A server on loopback that misbehaves as told, and remembers what it was asked."""

import asyncio
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import brotli

from extractors.codings import zstd
from extractors.web import Manners, Reach

PAGE = (
    b"<html><head><title>Harbour bridge closed</title></head><body><p>"
    + b"The bridge is closed. " * 40
    + b"</p></body></html>"
)
NO_SUCH_TLS = b"\x15\x03\x02\x00\x02\x02\x46"  # an alert in TLS 1.1: fatal, protocol version
Headers = Mapping[str, str]
Script = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    at: float
    host: str
    path: str
    headers: Headers


def answer(body: bytes = PAGE, status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    """Return a whole HTTP answer; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): said for name, said in headers.items()}
    named = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body) if length is None else length),
        **named,
    }
    head = "".join(f"{name}: {said}\r\n" for name, said in named.items() if said)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=location)


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", **headers: str) -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return answer(body + end, **{"Content_Length": "", "Transfer_Encoding": "chunked", **headers})


def gzip_bomb(megabytes: int) -> bytes:
    return b"".join(_deflated(megabytes))


def _deflated(megabytes: int) -> Iterable[bytes]:
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    for _ in range(megabytes):
        yield stream.compress(bytes(2**20))
    yield stream.flush()


def brotli_bomb(megabytes: int) -> bytes:
    stream = brotli.Compressor(quality=1)
    return b"".join([stream.process(bytes(2**20)) for _ in range(megabytes)] + [stream.finish()])


def zstd_bomb(megabytes: int) -> bytes:
    stream = zstd.ZstdCompressor(level=3)
    return b"".join([stream.compress(bytes(2**20)) for _ in range(megabytes)] + [stream.flush()])


def gzipped(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def then_reset(start: bytes) -> Script:
    """Send something, then break the connection as a crashed server does."""

    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        await asyncio.sleep(0.02)  # or the reset overtakes the bytes
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return script


def then_close(start: bytes) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await writer.drain()
        writer.close()

    return script


def dripping(start: bytes, drop: bytes = b"x", pause_s: float = 0.02) -> Script:
    """Send something, then a byte at a time, for ever."""

    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while not writer.is_closing():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return script


def late(start: bytes, pause_s: float) -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(pause_s)
        writer.write(start)
        await writer.drain()

    return script


def endless(start: bytes) -> Script:
    return dripping(start, b"x" * 65536, 0)


def silent() -> Script:
    async def script(writer: asyncio.StreamWriter) -> None:
        await writer.wait_closed()

    return script


Behaviour = bytes | Script | list["bytes | Script"] | Callable[[Headers], bytes]


@dataclass
class FaultServer:
    """Serves `sites`: "host/path" or "/path" for every host -> what to do. A list is used up, its last stays.

    robots.txt of a host is 404 unless told otherwise, and so is everything that nobody mentioned.
    """

    sites: dict[str, object] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    address: str = "127.0.0.1"
    port: int = 0
    certificate: ssl.SSLContext | None = None
    to_handshakes: bytes = field(default_factory=lambda: answer(b"", "400 This Is No TLS"))

    def __enter__(self) -> Self:
        self._ready, self._answering = threading.Event(), set[asyncio.Task[None] | None]()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def reach(self, *hosts: str) -> Reach:
        return Reach(hosts=dict.fromkeys(hosts, (self.address, self.port)))

    def paths(self, host: str = "") -> list[str]:
        """Return what was asked for, robots.txt left out."""
        return [asked.path for asked in self.log if asked.path != "/robots.txt" and asked.host in (host or asked.host)]

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._answer, self.address, self.port, ssl=self.certificate)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        async with server:
            await self._over.wait()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._answering.add(asyncio.current_task())  # asyncio itself would forget them
        try:
            while not writer.is_closing():
                await self._one(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the client has what it wanted, or the server is to end
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a TLS handshake
            writer.write(self.to_handshakes)
            writer.close()
            return
        head = first.decode() + (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, *rest = head.strip().split("\r\n")
        headers = {name.lower(): said.strip() for name, _, said in (text.partition(":") for text in rest)}
        path, host = line.split(" ")[1], headers.get("host", "").partition(":")[0]
        self.log.append(Asked(time.monotonic(), host, path, headers))
        behaviour = self.sites.get(host + path, self.sites.get(path, answer(b"nothing here", "404 Not Found")))
        if isinstance(behaviour, list):
            behaviour = behaviour.pop(0) if len(behaviour) > 1 else behaviour[0]
        if isinstance(behaviour, bytes):
            writer.write(behaviour)
            await writer.drain()
        elif asyncio.iscoroutinefunction(behaviour):
            await behaviour(writer)
        else:
            writer.write(behaviour(headers))
            await writer.drain()


def conditional(body: bytes, etag: str) -> Callable[[Headers], bytes]:
    """Answer 304 to those who hold it already."""

    def say(headers: Headers) -> bytes:
        if headers.get("if-none-match") == etag:
            return answer(b"", "304 Not Modified", ETag=etag, Content_Length="")
        return answer(body, ETag=etag)

    return say


def manners(**changed: object) -> Manners:
    """Return manners without pauses."""
    quick: dict[str, object] = {
        "contact": "mailto:desk@retold.example",
        "delay_s": 0.001,  # a pace, if a quick one: where there is none, connections are kept
        "retry_delay_s": 0.0,
        "busy_delay_s": 0.0,
        "deadline_s": 5.0,
    }
    return Manners(**{**quick, **changed})  # type: ignore[arg-type]
