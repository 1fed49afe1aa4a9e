"""A stand-in on loopback for the web services of translation: answers as told, and remembers what it was asked."""

import html
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from deep_translator.constants import BASE_URLS

from extractors.engines import google, mymemory

ERROR_TEXT = (
    "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know."
)
BUSY_PAGE = "<html><body>Our systems have detected unusual traffic<form id='captcha-form'></form></body></html>"
CONSENT_PAGE = "<html><body><h1>Before you continue</h1><form action='/save'>Accept all</form></body></html>"


@dataclass(frozen=True, slots=True)
class Question:
    service: str  # google or mymemory
    source: str
    target: str
    text: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    body: str
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False  # the connection ends in the middle of the body
    drips: bool = False  # a byte at a time, and never the last


Behaviour = Callable[[Question], Reply | None]  # None: silence until the server ends


def page(text: str, *, charset: bool = True) -> Reply:
    """Return Google's page with a translation; line breaks stay as they are."""
    body = f'<html><body><div class="result-container">{html.escape(text)}</div></body></html>'
    return Reply(body, content_type="text/html; charset=utf-8" if charset else "text/html")


def memory(text: Any, matches: Any = (), *, status: int = 200, charset: bool = True) -> Reply:
    """Return MyMemory's JSON; what it complains of comes as the translation."""
    body = {"responseData": {"translatedText": text}, "responseStatus": status, "matches": matches}
    return Reply(
        json.dumps(body, ensure_ascii=False),
        status,
        content_type="application/json; charset=utf-8" if charset else "text/html",
    )


def said(question: Question, text: str, *, charset: bool = True) -> Reply:
    """Return the text as the service that was asked puts translations."""
    return page(text, charset=charset) if question.service == "google" else memory(text, charset=charset)


def answers(translate: Callable[[str], str] = str.upper, *, charset: bool = True) -> Behaviour:
    """Return a server that translates every line by itself."""
    return lambda question: said(question, "\n".join(map(translate, question.text.split("\n"))), charset=charset)


def breaks_as_tags(translate: Callable[[str], str] = str.upper) -> Behaviour:
    """Return a server that puts <br> where lines end, which the client library glues together."""

    def behave(question: Question) -> Reply:
        lines = "<br>".join(html.escape(translate(line)) for line in question.text.split("\n"))
        return Reply(f'<div class="result-container">{lines}</div>')

    return behave


def says(text: str) -> Behaviour:
    """Return a server that gives everything the same translation."""
    return lambda question: said(question, text)


def shows(body: str, *, status: int = 200, content_type: str = "text/html; charset=utf-8") -> Behaviour:
    """Return a server that has one page for everything."""
    return lambda _: Reply(body, status, content_type)


def silent(_: Question) -> None:
    return None


def drips(question: Question) -> Reply:
    return Reply(said(question, "a word at a time").body, drips=True)


def cuts(question: Question) -> Reply:
    return Reply(said(question, "half an answer").body, is_cut=True)


def sends_in_circles(question: Question) -> Reply:
    where = "/m?sl=x&tl=y&q=z" if question.service == "google" else "/get?langpair=x|y&q=z"
    return Reply("", status=302, headers={"Location": where})


too_many = shows("<title>429</title>", status=429)
broken = shows("<title>Error 500 (Server Error)!!1</title>", status=500)
error_as_text = says(ERROR_TEXT)
captcha = shows(BUSY_PAGE)
consent = shows(CONSENT_PAGE)
empty = shows("")


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Return a server that goes through these, a request each, and stays with the last."""
    waiting = list(behaviours)

    def behave(question: Question) -> Reply | None:
        behaviour = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return behaviour(question)

    return behave


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # eight threads knock at once


class TranslationServer:
    """Where it is and what it was asked."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.asked: list[Question] = []
        self.ended = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.address = f"127.0.0.1:{self._server.server_port}"
        # keys of deep_translator.constants.BASE_URLS
        self.urls = {"GOOGLE_TRANSLATE": f"http://{self.address}/m", "MYMEMORY": f"http://{self.address}/get"}

    def run(self) -> None:
        self._server.serve_forever(poll_interval=0.01)

    def end(self) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                question = _question(self.path)
                server.asked.append(question)
                reply = server.behaviour(question)
                if reply is None:
                    server.ended.wait()
                    return
                body = reply.body.encode()
                self.send_response(reply.status)
                for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if reply.drips:
                    self._drip(body)
                else:
                    self.wfile.write(body[: len(body) // 2] if reply.is_cut else body)

            def _drip(self, body: bytes) -> None:
                for byte in body[:-1]:
                    self.wfile.write(bytes([byte]))
                    if server.ended.wait(0.02):
                        return
                server.ended.wait()

            def log_message(self, *_: object) -> None:
                """Say nothing: what was asked is remembered."""

        return Handler


def _question(path: str) -> Question:
    parts = urlsplit(path)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    if parts.path == "/m":
        return Question("google", query["sl"], query["tl"], query["q"])
    source, _, target = query["langpair"].partition("|")
    return Question("mymemory", source, target, query["q"], query.get("de"))


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[TranslationServer]:
    server = TranslationServer(behaviour)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.end()
        thread.join()


Serve = Callable[[Behaviour], TranslationServer]
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def in_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Let the real clients talk to a stand-in, without pauses: `serve = pytest.fixture(in_place)`."""
    for engine in (google, mymemory):
        hurried = replace(engine.SERVICE, pause_s=0.0, retry_pause_s=0.0)
        monkeypatch.setattr(engine, "SERVICE", hurried)
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv(mymemory.EMAIL, raising=False)
    with ExitStack() as stack:

        def start(behaviour: Behaviour) -> TranslationServer:
            server = stack.enter_context(serving(behaviour))
            for name, url in server.urls.items():
                monkeypatch.setitem(BASE_URLS, name, url)
            return server

        yield start


def impatient(monkeypatch: pytest.MonkeyPatch, deadline_s: float = 0.3) -> None:
    """Let no request of the engines last longer."""
    for engine in (google, mymemory):
        monkeypatch.setattr(engine, "SERVICE", replace(engine.SERVICE, deadline_s=deadline_s))
