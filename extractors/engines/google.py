"""Google, through deep-translator: the mobile page, read without a key. Any language; limited, and often refused."""

import importlib.metadata
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future

import requests
from deep_translator import GoogleTranslator
from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES
from deep_translator.exceptions import RequestError, TooManyRequests, TranslationNotFound

from extractors.errors import RetryError
from extractors.plugins import Engine
from extractors.quality import is_error_text

# BCP-47, lower case -> Google's code, where they differ
_CODES: Mapping[str, str] = {
    "arb": "ar",
    "cmn": "zh-CN",
    "fil": "tl",
    "he": "iw",
    "in": "id",
    "jv": "jw",
    "kmr": "ku",
    "mni": "mni-Mtei",
    "mo": "ro",
    "nb": "no",
    "nn": "no",
    "tw": "ak",
    "zh": "zh-CN",
    "zh-hant": "zh-TW",
    "zh-hk": "zh-TW",
    "zh-mo": "zh-TW",
    "zh-tw": "zh-TW",
}
_KNOWN = frozenset(GOOGLE_LANGUAGES_TO_CODES.values())

REQUEST_BYTES = 1_500  # the text travels in the address, where a byte beyond ASCII becomes three characters
REQUEST_DEADLINE_S = 20.0
PAUSE_S = 0.2  # Google allows five requests a second, says deep-translator's own error message
ATTEMPTS = 2  # a 500 comes and goes; every other refusal stays


def supports(source: str, target: str) -> bool:
    """Return whether Google has codes for both languages."""
    return _code(source) is not None and _code(target) is not None


def version() -> str:
    """Return the client's version: Google does not tell its own."""
    return f"deep-translator {importlib.metadata.version('deep-translator')}"


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in the target language, None where Google gave nothing or refused midway.

    Raises RetryError: unsupported, unreachable, timeout, too_many_requests, server_error, not_a_translation.
    """
    codes = _code(source), _code(target)
    if codes[0] is None or codes[1] is None:
        raise RetryError("unsupported", f"{source} to {target}")
    answers: list[str | None] = []
    try:
        for group in _groups(texts):
            answers += _lines(group, codes[0], codes[1])
    except RetryError:
        if not any(answers):
            raise
    return answers + [None] * (len(texts) - len(answers))


def _code(language: str) -> str | None:
    """Return Google's code for the longest beginning of the tag that has one."""
    subtags = language.lower().split("-")
    for length in range(len(subtags), 0, -1):
        tag = "-".join(subtags[:length])
        code = _CODES.get(tag, tag)
        if code in _KNOWN:
            return code
    return None


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield runs of lines that fit into one request."""
    group: list[str] = []
    size = 0
    for line in lines:
        line_bytes = len(line.encode()) + 1
        if group and size + line_bytes > REQUEST_BYTES:
            yield group
            group, size = [], 0
        group.append(line)
        size += line_bytes
    if group:
        yield group


def _lines(lines: list[str], source: str, target: str) -> list[str | None]:
    """Return an answer for each line; one request for all of them where Google keeps the line breaks."""
    if len(lines) > 1 and all(lines):
        joined = _ask("\n".join(lines), source, target)
        answers = (joined or "").split("\n")
        if len(answers) == len(lines) and all(map(str.strip, answers)):
            return [*answers]
    return [_ask(line, source, target) if line else None for line in lines]


def _ask(text: str, source: str, target: str) -> str | None:
    for attempt in range(ATTEMPTS):
        _pause()
        try:
            return _answer(text, source, target)
        except RetryError as error:
            if error.reason != "server_error" or attempt + 1 == ATTEMPTS:
                raise
    raise AssertionError  # ATTEMPTS is at least one


def _answer(text: str, source: str, target: str) -> str | None:
    # a new object per call: a shared one hands out other texts' answers
    client = GoogleTranslator(source=source, target=target)
    try:
        answer = _within(REQUEST_DEADLINE_S, lambda: client.translate(text))
    except TimeoutError:
        raise RetryError("timeout", f"no answer within {REQUEST_DEADLINE_S:.0f} s") from None
    except TooManyRequests:
        raise RetryError("too_many_requests") from None
    except RequestError:
        raise RetryError("server_error") from None
    except TranslationNotFound:
        raise RetryError("not_a_translation", "a page without a translation: consent, captcha or new markup") from None
    except requests.RequestException as error:
        raise RetryError("unreachable", str(error)[:200]) from error
    if answer is not None and is_error_text(answer) and not is_error_text(text):
        raise RetryError("server_error", answer[:100])
    return None if answer is None else _decoded(answer)


def _within(deadline_s: float, work: Callable[[], str | None]) -> str | None:
    """Return what the work returns; TimeoutError after the deadline.

    The library passes no timeout on, and a read timeout would not end a reply that drips. So the work runs in a
    thread: a daemon, because a server's silence must not keep the process from ending.
    """
    answer: Future[str | None] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except Exception as error:  # noqa: BLE001 - handed on whole to the thread that waits
            answer.set_exception(error)

    threading.Thread(target=run, name="google", daemon=True).start()
    return answer.result(timeout=deadline_s)


class _Pace:
    """When the next request may leave, for all threads of the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_s = 0.0

    def wait(self) -> None:
        with self._lock:
            now_s = time.monotonic()
            at_s = max(now_s, self._next_s)
            self._next_s = at_s + PAUSE_S
        time.sleep(at_s - now_s)  # outside the lock: each thread waits for its own turn


_pause = _Pace().wait

_MOJIBAKE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf]")


def _decoded(answer: str) -> str:
    """Return the answer, read again as UTF-8 where a page without charset was read as Latin-1."""
    if not _MOJIBAKE.search(answer):
        return answer
    try:
        return answer.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return answer  # `quality` has the last word on it


ENGINE = Engine(name="google", max_bytes=REQUEST_BYTES, supports=supports, version=version, translate=translate)
