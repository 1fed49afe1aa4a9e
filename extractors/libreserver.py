"""A server of LibreTranslate: where it is, what it offers, and what it means when it gives no translation."""

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .errors import RetryError
from .jsonapi import Reply, ask

URL, KEY = "RETOLD_LIBRETRANSLATE_URL", "RETOLD_LIBRETRANSLATE_KEY"
INTRODUCTION_DEADLINE_S = 10.0  # of each of three questions
ASK_AGAIN_S = 60.0  # after a refusal to say what it offers
_REASONS: Mapping[int, str] = {
    200: "not_a_translation",
    401: "forbidden",
    403: "forbidden",
    404: "not_found",
    413: "too_long",
    429: "too_many_requests",
    500: "server_error",
}
_SETTINGS: Mapping[str, str] = {"forbidden": KEY, "not_a_translation": URL, "not_found": URL, "redirected": URL}


@dataclass(frozen=True, slots=True)
class Server:
    """What a server says of itself."""

    address: str  # without a slash at its end
    targets: Mapping[str, frozenset[str] | None]  # by source; None: every language that it lists
    most_chars: int | None  # of one request
    version: str  # with its name


def address() -> str:
    """Return where the server is; RetryError not_configured, saying what to do, when that is not known."""
    given = os.environ.get(URL, "").strip()
    if not given:
        install = "pip install libretranslate && libretranslate --load-only en,de,fr"
        raise RetryError("not_configured", f"run a server ({install}), then set {URL}=http://127.0.0.1:5000")
    try:
        parts = urlsplit(given)
        is_address = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or parts.query or parts.fragment:
        # not shown: whoever writes a key into it is told here
        raise RetryError("not_configured", f"{URL}: expected an address such as http://127.0.0.1:5000")
    return given.rstrip("/").removesuffix("/translate").rstrip("/")


def key() -> str:
    """Return the key to be sent, empty when there is none."""
    return os.environ.get(KEY, "").strip()


def refusal(reply: Reply) -> RetryError:
    """Return what a reply means that has no translation; the server's own words without the key."""
    said = _said(reply) or f"HTTP {reply.status}{reply.location and f' to {reply.location}'}"
    reason = _reason(reply.status, said.lower())
    setting = _SETTINGS.get(reason)
    return RetryError(reason, f"{said} (see {setting})" if setting else said, delay_s=reply.retry_after_s)


def _reason(status: int, said: str) -> str:
    if "api key" in said:  # a wrong one is answered with 403, a missing one with 400
        return "forbidden"
    if status == 400 and "limit" in said:
        return "too_long"
    if 300 <= status < 400:
        return "redirected"
    return _REASONS.get(status, "unavailable" if status > 500 else "bad_request")


def _said(reply: Reply) -> str:
    words = reply.value.get("error") if isinstance(reply.value, dict) else None
    said = " ".join(words.split()) if isinstance(words, str) else ""
    return (said.replace(key(), "…") if key() else said)[:200]


class Servers:
    """What servers have said of themselves, or why they did not. Shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Server] = {}
        self._refusals: dict[str, tuple[float, RetryError]] = {}

    def at(self, address: str) -> Server:
        """Return what the server offers, asked once; RetryError when it does not say, the same for ASK_AGAIN_S."""
        with self._lock:  # one asks, the others wait for what it learns
            if address in self._known:
                return self._known[address]
            until_s, error = self._refusals.get(address, (0.0, None))
            if error is not None and time.monotonic() < until_s:
                raise RetryError(error.reason, error.detail)
            try:
                self._known[address] = _introduced(address)
            except RetryError as error:
                self._refusals[address] = (time.monotonic() + ASK_AGAIN_S, error)
                raise
            return self._known[address]


def _introduced(address: str) -> Server:
    reply = ask(f"{address}/languages", deadline_s=INTRODUCTION_DEADLINE_S)
    targets = _targets(reply.value) if reply.status == 200 else {}
    if not targets:
        raise refusal(reply)
    most_chars = _detail(address, "frontend/settings").get("charLimit")
    info = _detail(address, "spec").get("info")
    return Server(
        address=address,
        targets=targets,
        most_chars=most_chars if isinstance(most_chars, int) and most_chars > 0 else None,  # -1: no limit
        version=f"LibreTranslate {str(info.get('version', '?'))[:40] if isinstance(info, dict) else '?'}",
    )


def _targets(listed: Any) -> dict[str, frozenset[str] | None]:
    """Return the targets by source; servers before 1.4 list sources alone."""
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return {
        entry["code"]: frozenset(map(str, entry["targets"])) if isinstance(entry.get("targets"), list) else None
        for entry in entries
        if isinstance(entry.get("code"), str)
    }


def _detail(address: str, page: str) -> dict[str, Any]:
    """Return what the server says on a page that it may lack, empty when it does."""
    try:
        value = ask(f"{address}/{page}", deadline_s=INTRODUCTION_DEADLINE_S).value
    except RetryError:
        return {}
    return value if isinstance(value, dict) else {}
