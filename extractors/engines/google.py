"""Google, through deep-translator: the mobile page, read without a key. Any language; limited, and often refused."""

import re
from collections.abc import Iterator, Mapping, Sequence

from deep_translator import GoogleTranslator
from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

from extractors.deeptranslator import Ask, Service, size_bytes, version
from extractors.plugins import Engine

# BCP-47, lower case -> Google's code
_CODES: Mapping[str, str] = {
    **{code.lower(): code for code in GOOGLE_LANGUAGES_TO_CODES.values()},
    "fil": "tl",
    "he": "iw",
    "jv": "jw",
    "kok": "gom",
    "mni": "mni-Mtei",
    "nb": "no",
    "nn": "no",
    "tw": "ak",
    "yue": "zh-TW",
    "zh": "zh-CN",
    "zh-hant": "zh-TW",
    "zh-hk": "zh-TW",
    "zh-mo": "zh-TW",
}

SERVICE = Service(
    call=lambda text, source, target: GoogleTranslator(source=source, target=target).translate(text),
    codes=_CODES,
    request_bytes=1_500,  # the text travels in the address, where a byte beyond ASCII becomes three characters
    pause_s=0.2,  # Google allows five requests a second, says deep-translator's own error message
    notices=((re.compile(r"unusual traffic from your computer", re.IGNORECASE), "too_many_requests"),),
)


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in the target language, None where Google gave nothing or refused midway.

    Raises RetryError: unsupported, unreachable, timeout, too_many_requests, server_error, not_a_translation.
    """
    return SERVICE.translate(texts, source, target, _answers)


def _answers(lines: list[str], ask: Ask) -> Iterator[tuple[str, str | None]]:
    """Yield each line with its answer; one request for several of them where Google keeps the line breaks."""
    for group in _groups(lines, SERVICE.request_bytes):
        if len(group) > 1:
            answers = (ask("\n".join(group)) or "").split("\n")
            if len(answers) == len(group) and all(map(str.strip, answers)):
                yield from zip(group, map(str.strip, answers), strict=True)
                continue
        yield from ((line, ask(line)) for line in group)


def _groups(lines: Sequence[str], max_bytes: int) -> Iterator[list[str]]:
    """Yield runs of lines that fit into one request."""
    group: list[str] = []
    size = 0
    for line in lines:
        line_bytes = size_bytes(line) + 1
        if group and size + line_bytes > max_bytes:
            yield group
            group, size = [], 0
        group.append(line)
        size += line_bytes
    if group:
        yield group


ENGINE = Engine(
    name="google",
    max_bytes=SERVICE.request_bytes,
    supports=SERVICE.supports,
    version=version,
    translate=translate,
)
