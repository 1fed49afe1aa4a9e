"""A stand-in on loopback for the mobile page of Google Translate: answers as told, and remembers what it was asked."""

import html
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ERROR_TEXT = (
    "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know."
)


@dataclass(frozen=True, slots=True)
class Question:
    source: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    body: str
    status: int = 200
    content_type: str = "text/html; charset=utf-8"


Behaviour = Callable[[Question], Reply | None]  # None: silence until the server ends


def page(text: str, *, charset: bool = True) -> Reply:
    """Return the page with a translation; line breaks stay as they are."""
    body = f'<html><body><div class="result-container">{html.escape(text)}</div></body></html>'
    return Reply(body, content_type="text/html; charset=utf-8" if charset else "text/html")


def answers(translate: Callable[[str], str] = str.upper, *, charset: bool = True) -> Behaviour:
    """Return a server that translates every line by itself."""
    return lambda question: page("\n".join(map(translate, question.text.split("\n"))), charset=charset)


def breaks_as_tags(translate: Callable[[str], str] = str.upper) -> Behaviour:
    """Return a server that puts <br> where lines end, which the client library glues together."""

    def behave(question: Question) -> Reply:
        lines = "<br>".join(html.escape(translate(line)) for line in question.text.split("\n"))
        return Reply(f'<div class="result-container">{lines}</div>')

    return behave


def silent(_: Question) -> None:
    return None


def too_many(_: Question) -> Reply:
    return Reply("<title>429</title>", status=429)


def broken(_: Question) -> Reply:
    return Reply("<title>Error 500 (Server Error)!!1</title>", status=500)


def error_as_text(_: Question) -> Reply:
    return page(ERROR_TEXT)


def captcha(_: Question) -> Reply:
    return Reply("<html><body><form id='captcha-form'>Our systems have detected unusual traffic</form></body></html>")


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Return a server that goes through these, a request each, and stays with the last."""
    waiting = list(behaviours)

    def behave(question: Question) -> Reply | None:
        behaviour = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return behaviour(question)

    return behave


class TranslationServer:
    """Where it is and what it was asked."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.asked: list[Question] = []
        self.ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/m"

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
                query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
                question = Question(query["sl"], query["tl"], query["q"])
                server.asked.append(question)
                reply = server.behaviour(question)
                if reply is None:
                    server.ended.wait()
                    return
                body = reply.body.encode()
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing: what was asked is remembered."""

        return Handler


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
