"""Three language detectors behind one question; what they confuse is folded."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pycld2
from langdetect import DetectorFactory, detector_factory
from langdetect.lang_detect_exception import LangDetectException
from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"

_LONG = 300  # characters
_TELLING = 600  # characters; py3langid costs ten times of what pycld2 does, and reads on only where they disagree
_LANGDETECT_LONG = 300  # characters; it costs milliseconds, and more text made it no better on 120 news pages
_ALIASES = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "no": "nb", "fil": "tl", "mo": "ro", "cmn": "zh"}
# Languages that detectors confuse: folded to the one that is written most.
_FOLDED = {
    "bs": "hr",
    "sr": "hr",
    "sh": "hr",
    "cnr": "hr",
    "ms": "id",
    "zsm": "id",
    "nn": "nb",
    "wuu": "zh",
    "yue": "zh",
    "arz": "ar",
    "ary": "ar",
    "uzs": "uz",
}
_NEAR = 6  # likeliest languages of py3langid that are looked at
_loading = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What each detector says, folded, and how sure it is."""

    langid: str
    probability: float  # of py3langid, 0..1
    near: Mapping[str, float]  # py3langid's likeliest languages, not folded
    cld: str
    reliable: bool  # as pycld2 sees itself
    cld_near: str  # not folded
    langdetect: str | None  # None: not asked, for the other two agree on a long text
    langid_knows_cld: bool  # py3langid has a name for pycld2's answer
    langdetect_knows_langid: bool


def ask(text: str) -> Votes:
    """Return the votes on a text of at least one letter. The same from any number of threads."""
    langid, langid_knows = _langid()
    cld, reliable = _cld(text)
    ranked = langid.rank(text[:_TELLING])
    if len(text) > _TELLING and not (reliable and _likeliest(ranked)[0] == folded(cld)):
        ranked = langid.rank(text)
    first, probability = _likeliest(ranked)
    agreed = first == folded(cld) and reliable and len(text) >= _LONG  # it could not overrule them
    third, langdetect_knows = (None, frozenset()) if agreed else _langdetect(text[:_LANGDETECT_LONG])
    return Votes(
        langid=first,
        probability=probability,
        near={known(label): float(share) for label, share in ranked[:_NEAR]},
        cld=folded(cld),
        reliable=reliable,
        cld_near=cld,
        langdetect=third and folded(third),
        langid_knows_cld=folded(cld) in langid_knows,
        langdetect_knows_langid=first in langdetect_knows,
    )


def likeliest(text: str) -> tuple[str, float]:
    """Return what py3langid alone says, folded, and how sure it is, 0..1; cheaper than a vote."""
    return _likeliest(_langid()[0].rank(text))


def cheapest(text: str) -> str:
    """Return what pycld2 alone says, folded; a tenth of what py3langid costs."""
    return folded(_cld(text)[0])


def parts(text: str) -> Mapping[str, float]:
    """Return the languages that pycld2 sees in a text, three at most, folded, with their shares of it."""
    try:
        _, _, details = pycld2.detect(text)
    except (pycld2.error, UnicodeEncodeError):  # text that is not fit for interchange
        return {UNKNOWN: 1.0}
    found: dict[str, float] = {}
    for _, code, percent, _ in details:
        if code != "un":
            language = folded(str(code).partition("-")[0])
            found[language] = found.get(language, 0.0) + percent / 100
    return found


def _likeliest(ranked: Sequence[tuple[str, float]]) -> tuple[str, float]:
    first = folded(ranked[0][0])
    return first, float(sum(share for label, share in ranked[:_NEAR] if folded(label) == first))


def known(tag: str) -> str:
    """Return the current name of a language."""
    return _ALIASES.get(tag, tag)


def folded(tag: str) -> str:
    """Return the language that stands for a tag's cluster."""
    return _FOLDED.get(known(tag), known(tag))


@cache
def _langid_loaded() -> tuple[Any, frozenset[str]]:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier, frozenset(folded(label) for label in identifier.labels)


def _langid() -> tuple[Any, frozenset[str]]:
    with _loading:
        return _langid_loaded()


def _cld(text: str) -> tuple[str, bool]:
    try:
        reliable, _, details = pycld2.detect(text)
    except pycld2.error:  # text that is not fit for interchange
        return UNKNOWN, False
    code = str(details[0][1]).partition("-")[0]
    return (UNKNOWN if code == "un" else known(code)), bool(reliable)


@cache
def _langdetect_loaded() -> tuple[Any, frozenset[str]]:
    DetectorFactory.seed = 0  # it draws lots otherwise
    detector_factory.init_factory()  # its own first use is not safe in threads: half of the profiles answer
    factory = detector_factory._factory  # noqa: SLF001 -- the module's only way to a detector
    return factory, frozenset(folded(label.partition("-")[0]) for label in factory.get_lang_list())


def _langdetect(text: str) -> tuple[str | None, frozenset[str]]:
    with _loading:
        factory, knows = _langdetect_loaded()
    detector = factory.create()
    try:
        detector.append(text)
        return str(detector.detect()).partition("-")[0], knows
    except LangDetectException:  # no letters it knows
        return UNKNOWN, knows
