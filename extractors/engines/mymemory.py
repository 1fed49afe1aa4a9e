"""MyMemory, through deep-translator: a translation memory with machine translation, without a key.

5,000 characters a day; 50,000 with an address where its owners can reach you, in RETOLD_MYMEMORY_EMAIL.
"""

import html
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deep_translator import MyMemoryTranslator
from deep_translator.constants import MY_MEMORY_LANGUAGES_TO_CODES

from extractors.deeptranslator import Ask, Service, decoded, version
from extractors.plugins import Engine

EMAIL = "RETOLD_MYMEMORY_EMAIL"
# Where a beginning of several codes stands for one, and where MyMemory names a language in its own way
_DEFAULTS: Mapping[str, str] = {
    "ar": "ar-SA",
    "ay": "ayr-BO",
    "az-arab": "azb-AZ",
    "bs": "bs-BA",
    "cnr": "sr-ME",
    "de": "de-DE",
    "en": "en-GB",
    "es": "es-ES",
    "fa-af": "prs-AF",
    "fr": "fr-FR",
    "gom": "kok-IN",
    "gsw": "de-CH",
    "it": "it-IT",
    "ks": "kas-IN",
    "ks-deva": "ks-IN",
    "ku": "kmr-TR",
    "ku-arab": "ckb-IQ",
    "mfi": "mfi-CM",
    "nl": "nl-NL",
    "no": "nb-NO",
    "oc": "oc-FR",
    "om": "gaz-ET",
    "pa-arab": "pnb-PK",
    "pa-pk": "pnb-PK",
    "pt": "pt-PT",
    "rm": "roh-CH",  # its rm-RO is no Romansh
    "rmn": "rm-RO",
    "rom": "rm-RO",
    "sr": "sr-Cyrl-RS",
    "ta": "ta-IN",
    "tn": "tn-BW",
    "yue": "zh-HK",
    "zgh": "tzm-MA",
    "zh": "zh-CN",
    "zh-hant": "zh-TW",
    "zh-hant-hk": "zh-HK",
    "zh-hant-mo": "zh-MO",
}


def _codes() -> dict[str, str]:
    """Return MyMemory's codes by every beginning that stands for one of them alone, and by the defaults."""
    completions: defaultdict[str, set[str]] = defaultdict(set)
    for code in MY_MEMORY_LANGUAGES_TO_CODES.values():
        subtags = code.lower().split("-")
        for length in range(1, len(subtags) + 1):
            completions["-".join(subtags[:length])].add(code)
    return {tag: min(codes) for tag, codes in completions.items() if len(codes) == 1} | dict(_DEFAULTS)


_CODES = _codes()

# Its complaints come as the translation, in capitals, with status 200 or another
_NOTICES: tuple[tuple[str, str | None], ...] = (
    (r"MYMEMORY WARNING|ALL AVAILABLE FREE TRANSLATIONS|QUOTA (?:EXCEEDED|REACHED)", "quota"),
    (r"INVALID (?:LANGUAGE PAIR|(?:SOURCE|TARGET) LANGUAGE)|TWO DISTINCT LANGUAGES", "unsupported"),
    (r"INVALID EMAIL", "invalid_email"),
    (r"QUERY LENGTH LIMIT|NO QUERY SPECIFIED", None),  # about this text alone
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def _call(text: str, source: str, target: str) -> Any:
    client = MyMemoryTranslator(source=source, target=target, email=os.environ.get(EMAIL) or None)
    # the library asks without encryption, and the e-mail goes with every request
    client._base_url = client._base_url.replace("http://api.mymemory.", "https://api.mymemory.")  # noqa: SLF001
    try:
        return _own(client.translate(text, return_all=True), text)
    except StopIteration:  # the library's way to say that there is neither a translation nor a match
        return None


SERVICE = Service(
    call=_call,
    codes=_CODES,
    request_bytes=499,  # the service takes 500 bytes, the library less than 500 characters
    pause_s=0.2,  # MyMemory states no rate, only characters a day
    notices=tuple((re.compile(pattern), reason) for pattern, reason in _NOTICES),
)


def _own(answer: list[Any], text: str) -> Any:
    """Return the translation of this text, None where the memory holds only those of similar ones."""
    matches = [match for match in answer if isinstance(match, dict)]
    if isinstance(answer[0], str):
        origins = [match.get("segment") for match in matches if _is_same(match.get("translation"), answer[0])]
        if not all(origins) or not origins or any(_is_same(origin, text) for origin in origins):
            return answer[0]
    return next((match.get("translation") for match in matches if _is_same(match.get("segment"), text)), None)


def _is_same(segment: Any, text: str) -> bool:
    """Return whether they differ at most in case, punctuation and the way of writing characters."""
    return isinstance(segment, str) and _letters(decoded(segment, text)) == _letters(text)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", html.unescape(text)).casefold()
    return "".join(character for character in plain if unicodedata.category(character)[0] in "LMN")


def _is_shouted(answer: str, text: str) -> bool:
    """Return whether this is a complaint of a kind not listed: capitals alone, in words that the text has not."""
    words = set(_CAPITALS.findall(answer))
    is_loud = answer.isupper() and not text.isupper() and len(words) >= 4
    return is_loud and words.isdisjoint(_CAPITALS.findall(text.upper()))


def translate(texts: Sequence[str], source: str, target: str) -> list[str | None]:
    """Return the texts in the target language, None where MyMemory has none of its own or refused midway.

    Raises RetryError: unsupported, unreachable, timeout, too_many_requests, quota, invalid_email,
    server_error, not_a_translation.
    """
    return SERVICE.translate(texts, source, target, _answers)


def _answers(lines: list[str], ask: Ask) -> Iterator[tuple[str, str | None]]:
    """Yield each line with its answer; a request each, since the memory knows sentences, not runs of them."""
    for line in lines:
        answer = ask(line)
        yield line, None if answer is None or _is_shouted(answer, line) else answer


ENGINE = Engine(
    name="mymemory",
    max_bytes=SERVICE.request_bytes,
    supports=SERVICE.supports,
    version=version,
    translate=translate,
    settings=(EMAIL,),
)
