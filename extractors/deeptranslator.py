"""deep-translator's clients, asked with a deadline and at a pace, and their answers told from refusals.

What the library leaves to its user: it passes no timeout on, hands out another text's answer when threads share an
object, shows neither status nor Retry-After, and returns a service's complaint as if it were the translation. Proxies
are found as `requests` finds them, in the environment.
"""

import html
import importlib.metadata
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import requests
from deep_translator.exceptions import NotValidLength, RequestError, TooManyRequests, TranslationNotFound

from .errors import RetryError
from .languagecodes import code_of
from .quality import is_error_text

ATTEMPTS = 2
_PASSING = frozenset({"server_error", "unreachable"})  # comes and goes; every other refusal stays
# The first that fits. A page that the library cannot read is a captcha, a consent form or new markup.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TooManyRequests, "too_many_requests"),
    (RequestError, "server_error"),
    (TranslationNotFound, "not_a_translation"),
    (requests.JSONDecodeError, "not_a_translation"),
    (requests.TooManyRedirects, "not_a_translation"),
    (OSError, "unreachable"),  # `requests` derives its errors from it
    (Exception, "not_a_translation"),  # whatever reading a strange page raises
)

_MOJIBAKE = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_INVISIBLE = str.maketrans("", "", "\u200b\ufeff")  # Google's page is full of them


class Pace:
    """When the next request may leave, for all threads of the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next_s = 0.0

    def wait(self, pause_s: float) -> None:
        """Return when it is this thread's turn, `pause_s` after the turn before."""
        with self._lock:
            now_s = time.monotonic()
            at_s = max(now_s, self._next_s)
            self._next_s = at_s + pause_s
        time.sleep(at_s - now_s)  # outside the lock: each thread waits for its own turn


Ask = Callable[[str], str | None]
Way = Callable[[list[str], Ask], Iterable[tuple[str, str | None]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One of the services behind the library, and how to ask it."""

    call: Callable[[str, str, str], Any]  # text, codes of source and target; makes an object of the library for itself
    codes: Mapping[str, str]  # by BCP-47 tags in lower case
    request_bytes: int
    pause_s: float  # from one request to the next, over all threads
    deadline_s: float = 20.0  # of one request
    retry_pause_s: float = 1.0
    notices: tuple[tuple[re.Pattern[str], str | None], ...] = ()  # complaint -> reason, None: about this text alone
    pace: Pace = field(default_factory=Pace)

    def supports(self, source: str, target: str) -> bool:
        """Return whether the service has codes for both, of two languages."""
        return self._pair(source, target) is not None

    def translate(self, texts: Sequence[str], source: str, target: str, way: Way) -> list[str | None]:
        """Return an answer for each text, None for what is empty, over the limit, or behind a refusal midway.

        `way` gets the distinct texts and what asks, and yields each text with its answer as it comes. Raises RetryError
        when nothing is done yet: unsupported, unreachable, timeout, too_many_requests, server_error, not_a_translation,
        or the reason of a notice.
        """
        pair = self._pair(source, target)
        if pair is None:
            raise RetryError("unsupported", f"{source} to {target}")
        wanted = dict.fromkeys(text for text in texts if text.strip() and size_bytes(text) <= self.request_bytes)
        answers: dict[str, str | None] = {}
        try:
            for text, answer in way(list(wanted), lambda text: self._answer(text, *pair)):
                answers[text] = answer  # noqa: PERF403 - what came before a refusal is kept
        except RetryError:
            if not any(answers.values()):
                raise
        return [answers.get(text) for text in texts]

    def _pair(self, source: str, target: str) -> tuple[str, str] | None:
        codes = code_of(source, self.codes), code_of(target, self.codes)
        if codes[0] is None or codes[1] is None or codes[0].partition("-")[0] == codes[1].partition("-")[0]:
            return None
        return codes[0], codes[1]

    def _answer(self, text: str, source: str, target: str) -> str | None:
        for attempt in range(1, ATTEMPTS + 1):
            self.pace.wait(self.pause_s)
            try:
                return self._once(text, source, target)
            except RetryError as error:
                if error.reason not in _PASSING or attempt == ATTEMPTS:
                    raise
            time.sleep(self.retry_pause_s)
        raise AssertionError  # ATTEMPTS is at least one

    def _once(self, text: str, source: str, target: str) -> str | None:
        try:
            answer = _within(self.deadline_s, lambda: self.call(text, source, target))
        except TimeoutError:
            raise RetryError("timeout", f"no answer within {self.deadline_s:g} s") from None
        except (NotValidLength, UnicodeEncodeError):
            return None  # no request of ours: longer than the library allows, half a character
        except MemoryError:
            raise  # no fault of the service
        except Exception as error:  # noqa: BLE001 - every one becomes a reason
            reason = next(reason for kind, reason in _REASONS if isinstance(error, kind))
            raise RetryError(reason, type(error).__name__) from None  # its message may hold a proxy's password
        if answer is None:
            return None
        if not isinstance(answer, str):
            raise RetryError("not_a_translation", type(answer).__name__)
        return self._heard(_cleaned(answer, text), text)

    def _heard(self, answer: str, text: str) -> str | None:
        """Return the answer unless it is a complaint that the text does not hold itself."""
        for notice, reason in self.notices:
            if notice.search(answer) and not notice.search(text):
                if reason is None:
                    return None
                raise RetryError(reason, answer[:100])
        if is_error_text(answer) and not is_error_text(text):
            raise RetryError("server_error", answer[:100])
        return answer or None


def version() -> str:
    """Return the library's version: the services do not tell their own."""
    return f"deep-translator {importlib.metadata.version('deep-translator')}"


def size_bytes(text: str) -> int:
    """Return how long the text is in UTF-8; half a character counts, though no request can hold it."""
    return len(text.encode(errors="surrogatepass"))


def decoded(answer: str, text: str) -> str:
    """Return the answer, read again as UTF-8 where a page without charset was read as Latin-1."""
    if all(pair in text for pair in _MOJIBAKE.findall(answer)):
        return answer  # nothing, or a name such as NESCAFÉ® that the text holds too
    try:
        return answer.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return answer  # `quality` has the last word on it


def _within(deadline_s: float, work: Callable[[], Any]) -> Any:
    """Return what the work returns; TimeoutError after the deadline.

    A read timeout would not end a reply that drips. So the work runs in a thread: a daemon, because a server's silence
    must not keep the process from ending.
    """
    answer: Future[Any] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed on whole to the thread that waits
            answer.set_exception(error)

    threading.Thread(target=run, name="translation", daemon=True).start()
    return answer.result(timeout=deadline_s)


def _cleaned(answer: str, text: str) -> str:
    """Return the answer without what its way here did to it."""
    answer = decoded(answer, text).translate(_INVISIBLE)
    if not _ENTITY.search(text):
        while (plain := _ENTITY.sub(lambda entity: html.unescape(entity.group()), answer)) != answer:
            answer = plain  # &amp;quot; takes two rounds; each makes it shorter
    return answer.strip()
