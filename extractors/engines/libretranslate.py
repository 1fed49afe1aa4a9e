"""LibreTranslate, over its JSON API: a server of one's own, or somebody's with a key.

RETOLD_LIBRETRANSLATE_URL says where it is; nobody is asked without it. RETOLD_LIBRETRANSLATE_KEY is for servers that
want one, and travels in the body of the question alone.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from extractors import libreserver
from extractors.errors import RetryError
from extractors.jsonapi import ask, is_loopback
from extractors.languagecodes import code_of
from extractors.plugins import Engine

_HANS, _HANT = ("zh-Hans", "zh"), ("zh-Hant", "zt")
# BCP-47, lower case -> the codes that servers of different ages give it, best first, where it is not the tag itself
_CODES: Mapping[str, tuple[str, ...]] = {
    "fil": ("tl", "fil"),
    "he": ("he", "iw"),
    "nb": ("nb", "no"),
    "nn": ("nn", "nb", "no"),
    "no": ("nb", "no"),
    "pt": ("pt", "pt-PT", "pt-BR", "pb"),
    "pt-br": ("pt-BR", "pb", "pt"),
    "zh": _HANS,
    "zh-hant": _HANT,
    "zh-hk": _HANT,
    "zh-mo": _HANT,
    "zh-tw": _HANT,
}
MAX_BYTES = 2_000  # of one text: the public server takes 2,000 characters
BATCH_TEXTS, BATCH_BYTES = 12, 3_000  # of one request: a slow server has seven seconds a sentence
REQUEST_DEADLINE_S = 90.0
MAX_FAILURES = 6  # requests in a row; one bad text among twelve costs five
_SMALLER = frozenset({"too_long", "server_error", "misaligned"})  # what fewer texts at a time may mend

_servers = libreserver.Servers()


def supports(source: str, target: str) -> bool:
    """Return whether the server, asked once, offers this pair; False too when it does not answer."""
    try:
        return _pair(_servers.at(libreserver.address()), source, target) is not None
    except RetryError:
        return False


def missing() -> str | None:
    """Return what to do so that there is a server to ask."""
    try:
        libreserver.address()
    except RetryError as error:
        return error.detail
    return None


def version() -> str:
    """Return the server's version; why it is not known, when it does not answer."""
    try:
        return _servers.at(libreserver.address()).version
    except RetryError as error:
        return str(error)


def asks_web(_source: str, _target: str) -> bool:
    """Return whether the server is another machine's."""
    try:
        return not is_loopback(libreserver.address())
    except RetryError:
        return False  # nobody is asked


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in the target language, None where the server gave nothing or refused midway.

    Raises RetryError: not_configured, unsupported, unreachable, timeout, forbidden, too_many_requests, redirected,
    server_error, unavailable, bad_request, not_found, too_large, too_long, not_a_translation, misaligned.
    """
    server = _servers.at(libreserver.address())
    codes = _pair(server, source, target)
    if codes is None:
        raise RetryError("unsupported", f"{source} to {target}")
    answers: list[str | None] = [None] * len(texts)
    refusal: RetryError | None = None
    for positions, found in _asked(texts, server, codes):
        if isinstance(found, RetryError):
            refusal = found
            continue
        for position, answer in zip(positions, found, strict=True):
            answers[position] = answer
    if refusal is not None and not any(answers):
        raise refusal
    return answers


def _pair(server: libreserver.Server, source: str, target: str) -> tuple[str, str] | None:
    """Return the server's own codes for both languages, None when it does not translate between them."""
    code = code_of(source, _codes(server.targets))
    if not code:
        return None
    targets = server.targets[code]
    wanted = code_of(target, _codes(server.targets if targets is None else targets))
    return (code, wanted) if wanted and wanted != code else None


def _codes(listed: Iterable[str]) -> dict[str, str]:
    """Return the listed codes by tag; empty where the list has none: a shorter tag would be another language."""
    own = {code.lower(): code for code in listed}
    return own | {
        tag: next((own[code.lower()] for code in codes if code.lower() in own), "") for tag, codes in _CODES.items()
    }


def _asked(
    texts: Sequence[str], server: libreserver.Server, codes: tuple[str, str]
) -> Iterator[tuple[list[int], list[str | None] | RetryError]]:
    """Yield positions with their answers, or with what the server said instead; ends when it is no use to go on."""
    waiting = deque(_batches(texts, server.most_chars))
    failures = 0
    while waiting and failures < MAX_FAILURES:
        batch = waiting.popleft()
        try:
            answers = _ask([texts[position] for position in batch], server.address, codes)
        except RetryError as error:
            yield batch, error
            if error.reason not in _SMALLER:
                return
            failures += 1
            waiting.extendleft(reversed(_parted(batch, error.reason)))
        else:
            yield batch, answers
            failures = 0


def _parted(batch: list[int], reason: str) -> list[list[int]]:
    """Return the batch in smaller ones; none of a single text."""
    if len(batch) == 1:
        return []
    size = 1 if reason == "misaligned" else -(-len(batch) // 2)
    return [batch[start : start + size] for start in range(0, len(batch), size)]


def _batches(texts: Sequence[str], most_chars: int | None) -> Iterator[list[int]]:
    """Yield positions of the texts for one request each; a text beyond the server's limit stands alone."""
    batch: list[int] = []
    size = chars = 0
    for position, text in enumerate(texts):
        if not text.strip():
            continue
        text_bytes = len(text.encode(errors="replace"))
        is_long = size + text_bytes > BATCH_BYTES or (most_chars is not None and chars + len(text) > most_chars)
        if batch and (is_long or len(batch) == BATCH_TEXTS):
            yield batch
            batch, size, chars = [], 0, 0
        batch.append(position)
        size, chars = size + text_bytes, chars + len(text)
    if batch:
        yield batch


def _ask(texts: list[str], address: str, codes: tuple[str, str]) -> list[str | None]:
    question: dict[str, Any] = {"q": texts, "source": codes[0], "target": codes[1], "format": "text"}
    if libreserver.key():
        question["api_key"] = libreserver.key()
    reply = ask(f"{address}/translate", question, deadline_s=REQUEST_DEADLINE_S)
    if reply.status != 200 or not isinstance(reply.value, dict) or "translatedText" not in reply.value:
        raise libreserver.refusal(reply)
    found = reply.value["translatedText"]
    if isinstance(found, str) and len(texts) == 1:
        found = [found]  # some servers know no lists
    if not isinstance(found, list) or len(found) != len(texts):
        raise RetryError("misaligned", f"{len(found) if isinstance(found, list) else 1} answers for {len(texts)} texts")
    return [answer if isinstance(answer, str) and answer.strip() else None for answer in found]


ENGINE = Engine(
    name="libretranslate",
    max_bytes=MAX_BYTES,
    supports=supports,
    version=version,
    translate=translate,
    asks_web=asks_web,
    missing=missing,
    settings=(libreserver.URL, libreserver.KEY),
)
