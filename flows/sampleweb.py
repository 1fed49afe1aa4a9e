"""A small web on loopback: every host of a sample folder behind one port, told apart by the Host header."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any, TextIO
from urllib.parse import unquote

from aiohttp import web

from extractors.errors import shown

from .tables import bare_host, read_toml, wrong

HOSTS = "hosts.toml"
LOOPBACK = "127.0.0.1"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".gz": "application/gzip",
}
_DEADLINE_S = 10.0  # to begin or to end serving on loopback; only a broken machine needs longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one path answers from one position of the clock on."""

    after: int = 0
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    text: str = ""
    etag: bool = True

    def body(self) -> bytes:
        """Return the bytes as the file holds them now."""
        return self.file.read_bytes() if self.file else self.text.encode()

    def is_page(self) -> bool:
        """Return whether a reader could follow a link to it: HTML or a redirect, no feed, sitemap or robots.txt."""
        return "Location" in self.headers or "html" in self.headers.get("Content-Type", "")


Site = Mapping[str, tuple[Answer, ...]]  # path, with query where it matters -> answers in the order of the clock


class SampleWeb:
    """The hosts of a sample folder, served; `clock` may be moved while it serves."""

    def __init__(self, sites: Mapping[str, Site], log: TextIO, clock: int) -> None:
        self.clock = clock
        self.hosts: Mapping[str, tuple[str, int]] = {}  # host -> where it listens, once it does
        self._sites = sites
        self._log = log

    @property
    def positions(self) -> list[int]:
        """Return where the clock may stand: 0, and wherever an answer changes."""
        return sorted(
            {0} | {answer.after for site in self._sites.values() for answers in site.values() for answer in answers}
        )

    async def listen(self) -> web.AppRunner:
        """Return what serves; `hosts` is filled."""
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, LOOPBACK, 0).start()
        port = runner.addresses[0][1]
        self.hosts = dict.fromkeys(self._sites, (LOOPBACK, port))
        return runner

    def find(self, host: str, path: str) -> Answer:
        """Return what the host answers now; a query that hosts.toml does not name is ignored, as most servers do."""
        site, asked = self._sites.get(host, {}), unquote(path)
        answers = site.get(asked) or site.get(asked.partition("?")[0]) or ()
        return next((answer for answer in reversed(answers) if answer.after <= self.clock), Answer(status=404))

    async def _handle(self, request: web.Request) -> web.Response:
        host = request.host.partition(":")[0].lower()
        answer = self.find(host, request.raw_path)
        body = answer.body()
        headers = dict(answer.headers)
        if answer.etag and answer.status == 200:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        conditional = bool(request.headers.keys() & {"If-None-Match", "If-Modified-Since"})
        unchanged = answer.status == 200 and _unchanged(request, headers)
        status = 304 if unchanged else answer.status
        sent = b"" if unchanged or request.method == "HEAD" else body
        self._note(request, host=host, status=status, bytes=len(sent), conditional=conditional)
        return web.Response(status=status, headers=headers, body=sent)

    def _note(self, request: web.Request, **facts: Any) -> None:
        line = {"time": datetime.now(UTC).isoformat(), "method": request.method, "path": request.raw_path, **facts}
        self._log.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._log.flush()


def _unchanged(request: web.Request, headers: Mapping[str, str]) -> bool:
    """Return whether the client's copy is still good; the ETag decides where both sides have one (RFC 9110, 13.2.2)."""
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        known = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
        return headers.get("ETag") in known or (asked.strip() == "*" and "ETag" in headers)
    since, modified = request.if_modified_since, headers.get("Last-Modified")
    return since is not None and modified == format_datetime(since, usegmt=True)


@contextmanager
def serve(folder: Path, log: Path, clock: int = 0) -> Iterator[SampleWeb]:
    """Yield the sample web of a folder, serving in a thread until the block ends.

    Each request becomes one JSON line of `log`: time, method, host, path, status, bytes of body sent, conditional.
    Raises UseError for a bad hosts.toml.
    """
    sites = read_hosts(folder / HOSTS)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="sample-web", daemon=True)
    thread.start()
    try:
        with log.open("a", encoding="utf-8") as lines:
            served = SampleWeb(sites, lines, clock)
            runner = asyncio.run_coroutine_threadsafe(served.listen(), loop).result(_DEADLINE_S)
            try:
                yield served
            finally:
                asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(_DEADLINE_S)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_DEADLINE_S)
        loop.close()


def read_hosts(path: Path) -> dict[str, Site]:
    """Return who serves what. Raises UseError naming file, key and what was expected there."""
    sites: dict[str, Site] = {}
    for name, paths in read_toml(path).items():
        if not isinstance(paths, dict):
            raise wrong(path, name, "a table of paths")
        host = bare_host(name)
        if not host:
            raise wrong(path, f'"{name}"', "a host's name such as outlet.example, without scheme, port and path")
        if host in sites:
            raise wrong(path, f'"{name}"', f"each host once; {host} is named by another key already")
        sites[host] = {unquote(key): _answers(path, (name, key), value) for key, value in paths.items()}
    if not sites:
        raise wrong(path, "(top)", 'at least one host, such as ["outlet.example"]')
    return sites


def _answers(path: Path, place: tuple[str, str], value: Any) -> tuple[Answer, ...]:
    name = '"{}"."{}"'.format(*place)
    if not place[1].startswith("/"):
        raise wrong(path, name, "a path that begins with /")
    if not isinstance(value, dict):
        raise wrong(path, name, 'a table such as { file = "pages/a.html" }')
    table = dict(value)
    later = table.pop("later", [])
    if not isinstance(later, list) or not all(isinstance(item, dict) for item in later):
        raise wrong(path, f"{name}.later", "a list of tables, each with `after`")
    answers = [_answer(path, name, table)]
    answers += [_answer(path, f"{name}.later[{number}]", item) for number, item in enumerate(later, 1)]
    if any(second.after <= first.after for first, second in pairwise(answers)):
        raise wrong(path, f"{name}.later", "`after` to grow from one table to the next")
    return tuple(answers)


def _is_line(value: Any) -> bool:
    """Return whether a value fits into a header."""
    return isinstance(value, str) and not any(char in value for char in "\r\n\0")


_KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "after": (lambda value: type(value) is int and value >= 0, "a position of the clock, 0 or more"),
    "file": (lambda value: isinstance(value, str), "a file of the sample folder"),
    "text": (lambda value: isinstance(value, str), "the body as a text"),
    "status": (lambda value: type(value) is int and 200 <= value <= 599, "an HTTP status from 200 to 599"),
    "type": (_is_line, "a content type"),
    "redirect": (_is_line, "the address to go to"),
    "headers": (
        lambda value: isinstance(value, dict) and all(map(_is_line, [*value, *value.values()])),
        "a table of texts of one line",
    ),
    "etag": (lambda value: isinstance(value, bool), "true or false"),
    "last_modified": (
        lambda value: isinstance(value, datetime) and value.tzinfo is not None,
        "a moment with offset, such as 2024-03-05T08:00:00Z",
    ),
}


def _answer(path: Path, name: str, table: Mapping[str, Any]) -> Answer:
    for key, value in table.items():
        if key not in _KEYS:
            raise wrong(path, f"{name}.{key}", f"one of {', '.join(_KEYS)}, later; this key is unknown")
        good, expected = _KEYS[key]
        if not good(value):
            raise wrong(path, f"{name}.{key}", f"{expected}, not {shown(value)}")
    if "file" in table and "text" in table:
        raise wrong(path, name, "either file or text, not both")
    file = _file(path, name, table["file"]) if "file" in table else None
    return Answer(
        after=table.get("after", 0),
        status=table.get("status", 301 if "redirect" in table else 200),
        headers=_headers(table, file),
        file=file,
        text=table.get("text", ""),
        etag=table.get("etag", True),
    )


def _file(path: Path, name: str, value: str) -> Path:
    folder = path.parent.resolve()
    try:
        file = (folder / value).resolve()
        found = file.is_relative_to(folder) and file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        found = False
    if not found:
        raise wrong(path, f"{name}.file", f"a file of {folder}, not {shown(value)}")
    return file


def _headers(table: Mapping[str, Any], file: Path | None) -> dict[str, str]:
    suffix = file.suffix if file else ".txt"
    headers: dict[str, str] = {"Content-Type": table.get("type", _TYPES.get(suffix, "application/octet-stream"))}
    if "redirect" in table:
        headers["Location"] = table["redirect"]
    if "last_modified" in table:
        headers["Last-Modified"] = format_datetime(table["last_modified"].astimezone(UTC), usegmt=True)
    headers.update(table.get("headers", {}))
    return headers
