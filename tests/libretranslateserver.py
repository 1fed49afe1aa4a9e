"""A stand-in on loopback for a LibreTranslate server: strict about questions, and misbehaving as told."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LANGUAGES = ("ar", "de", "en", "es", "fr", "he", "ja", "ko", "nb", "pb", "pt", "ru", "zh", "zt")
LISTED = [{"code": code, "name": code.title(), "targets": ["en", code]} for code in LANGUAGES if code != "en"]
LISTED.append({"code": "en", "name": "English", "targets": list(LANGUAGES)})


@dataclass(frozen=True, slots=True)
class Question:
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def texts(self) -> list[str]:
        return self.json["q"]


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    pause_s: float = 0.0  # before each byte of head and body, when it drips
    cut_bytes: int = 0  # that are promised and not sent


Behaviour = Callable[[Question], Reply | None]  # of /translate; None: silence until the server ends


def reply(value: object, status: int = 200, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json", **headers})


def error(message: str, status: int, **headers: str) -> Reply:
    return reply({"error": message}, status, **headers)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the real server checks, in its order, before it translates."""

    translate: Callable[[str], str | None] = str.upper
    key: str = ""  # asked for, when it is not empty
    most_chars: int = -1
    most_texts: int = -1
    listed: Sequence[Mapping[str, Any]] = tuple(LISTED)

    def __call__(self, question: Question) -> Reply:
        if question.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            return error("Invalid request: missing q parameter", 400)
        asked = question.json
        return self._refusal(asked) or reply({"translatedText": [self.translate(text) for text in asked["q"]]})

    def _refusal(self, asked: dict[str, Any]) -> Reply | None:
        if self.key and asked.get("api_key") != self.key:
            if asked.get("api_key"):
                return error("Invalid API key", 403)
            return error("Please contact the server operator to get an API key", 400)
        message = next(self._complaints(asked), None)
        return error(message, 400) if message else None

    def _complaints(self, asked: dict[str, Any]) -> Iterator[str]:
        yield from (
            f"Invalid request: missing {name} parameter" for name in ("q", "source", "target") if not asked[name]
        )
        assert isinstance(asked["q"], list)
        assert all(isinstance(text, str) for text in asked["q"])
        for size, limit in ((len(asked["q"]), self.most_texts), (sum(map(len, asked["q"])), self.most_chars)):
            if 0 <= limit < size:
                yield f"Invalid request: request ({size}) exceeds text limit ({limit})"
        targets = {entry["code"]: entry.get("targets") for entry in self.listed}
        yield from (f"{asked[side]} is not supported" for side in ("source", "target") if asked[side] not in targets)
        if targets[asked["source"]] is not None and asked["target"] not in targets[asked["source"]]:
            yield f"{asked['target']} is not available as a target language from {asked['source']}"
        if asked.get("format", "text") not in {"text", "html"}:
            yield f"{asked['format']} format is not supported"


def silent(_: Question) -> None:
    return None


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Return a server that goes through these, a request each, and stays with the last."""
    waiting = list(behaviours)

    def behave(question: Question) -> Reply | None:
        behaviour = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return behaviour(question)

    return behave


class LibreTranslateServer:
    """Where it is and what it was asked."""

    def __init__(self, behaviour: Behaviour, pages: Mapping[str, Behaviour]) -> None:
        rules = behaviour if isinstance(behaviour, Rules) else Rules()
        self.behaviours: dict[str, Behaviour] = {
            "/languages": lambda _: reply(rules.listed),
            "/frontend/settings": lambda _: reply({"charLimit": rules.most_chars, "keyRequired": bool(rules.key)}),
            "/spec": lambda _: reply({"swagger": "2.0", "info": {"title": "LibreTranslate", "version": "1.9.6"}}),
            "/translate": behaviour,
            **pages,
        }
        self.asked: list[Question] = []
        self.ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def translations(self) -> list[Question]:
        return [question for question in self.asked if question.path == "/translate"]

    @property
    def paths(self) -> list[str]:
        return [question.path for question in self.asked]

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
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def _answer(self) -> None:
                path, _, query = self.path.partition("?")
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                question = Question(path, query, dict(self.headers), body)
                server.asked.append(question)
                behaviour = server.behaviours.get(path, lambda _: Reply(b"<h1>Not Found</h1>", 404, {}))
                is_post = self.command == "POST"
                answer = (
                    behaviour(question) if is_post == path.endswith("/translate") else error("Method Not Allowed", 405)
                )
                if answer is None:
                    server.ended.wait()
                else:
                    self._send(answer)

            def _send(self, answer: Reply) -> None:
                head = [f"HTTP/1.1 {answer.status} Told", "Connection: close", f"Content-Length: {len(answer.body)}"]
                head += [f"{name.replace('_', '-')}: {value}" for name, value in answer.headers.items()]
                sent = "\r\n".join([*head, "", ""]).encode() + answer.body
                sent = sent[: len(sent) - min(answer.cut_bytes, len(sent))]
                step = 1 if answer.pause_s else len(sent)
                self.close_connection = True
                for start in range(0, len(sent), step):
                    if server.ended.wait(answer.pause_s) and answer.pause_s:
                        return
                    try:
                        self.wfile.write(sent[start : start + step])
                    except OSError:  # who asked has gone
                        return

            def log_message(self, *_: object) -> None:
                """Say nothing: what was asked is remembered."""

        return Handler


@contextmanager
def serving(behaviour: Behaviour, pages: Mapping[str, Behaviour] | None = None) -> Iterator[LibreTranslateServer]:
    server = LibreTranslateServer(behaviour, pages or {})
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.end()
        thread.join()
