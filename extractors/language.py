"""The language of a text: its script first, then the vote of three detectors, then what its page says."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import hanzidentifier

from .detectors import UNKNOWN, Votes, ask, folded, known
from .scripts import ONLY_LANGUAGE, by_letters, by_words, weigh
from .text import outside_quotations

_LONG = 1500  # characters of a text that are looked at
_FEWEST_LETTERS = 16  # under it detectors guess
_PARTED_BY = 0.3  # evidence by which the commonest of some close languages must lead; twice that, the others
_ENOUGH_TOLD = 40  # signs outside quotations that say more of the writer than the quotations do
_FEWEST_SIGNS = 4  # of a script that tells the language by itself

_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|[\d_]+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\s]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u02af]+")

_MEMBERS = {"hr": ("hr", "bs", "sr"), "id": ("id", "ms"), "nb": ("nb", "nn")}
_AT_HOME = {
    "HR": "hr", "BA": "bs", "RS": "sr", "ID": "id", "MY": "ms", "BN": "ms", "SG": "ms", "NO": "nb",
}  # fmt: skip
_TRADITIONAL_AT_HOME = ("TW", "HK", "MO")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a text is written in, and who said so."""

    language: str  # BCP-47; `und` when nobody can tell
    confidence: float  # 0..1
    votes: Mapping[str, str] = field(default_factory=dict)  # who -> language


def identify(text: str, *, hint: str | None = None, country: str | None = None) -> Language:
    """Return the language of a text.

    `hint` is the language its page states and only breaks ties. `country` (ISO 3166-1) parts languages that no
    detector can part, such as Bosnian from Croatian.
    """
    text = _prepared(text)
    weights = weigh(text)
    if not weights:
        return Language(language=UNKNOWN, confidence=0.0)
    script = _dominant(weights)
    stated = _base(hint)
    if script in ("Hani", "Kana"):
        return _of_east_asia(text, weights, stated, country)
    if script in ONLY_LANGUAGE and weights[script] >= _FEWEST_SIGNS:
        language = ONLY_LANGUAGE[script]
        return Language(language=language, confidence=0.99, votes={"script": language})
    if script != "Latn":
        text = _LATIN.sub(" ", text)
    own = by_letters(text, script)
    if own:
        return Language(language=own, confidence=0.98, votes={"letters": own})
    if weights[script] < _FEWEST_LETTERS:
        return Language(language=UNKNOWN, confidence=0.0)
    return _by_vote(text, script, stated, country)


def base(tag: str | None) -> str:
    """Return the language of a tag as `identify` would name it, without region and script; `und` for none."""
    return _base(tag) or UNKNOWN


def _base(tag: str | None) -> str | None:
    first = re.split(r"[-_]", (tag or "").strip().lower())[0]
    return known(first) if first.isalpha() and 2 <= len(first) <= 3 else None


def _prepared(text: str) -> str:
    text = _NOISE.sub(" ", text[: 2 * _LONG].replace("\u00ad", ""))
    return _CONTROLS.sub(" ", text)[:_LONG].strip()


def _dominant(weights: Mapping[str, int]) -> str:
    east = weights.get("Hani", 0) + weights.get("Kana", 0)
    script = max(weights, key=lambda name: (weights[name], name))
    if script not in ("Hani", "Kana") and east <= weights[script]:
        return script
    return "Kana" if weights.get("Kana", 0) else "Hani"


def _of_east_asia(text: str, weights: Mapping[str, int], stated: str | None, country: str | None) -> Language:
    if weights.get("Hani", 0) // 3 + weights.get("Kana", 0) // 2 < _FEWEST_SIGNS:
        return Language(language=UNKNOWN, confidence=0.0)
    # Chinese quotes a kana now and then; Japanese cannot do without
    if weights.get("Kana", 0) // 2 >= 0.05 * (weights.get("Hani", 0) // 3 + weights.get("Kana", 0) // 2):
        return Language(language="ja", confidence=0.99, votes={"script": "ja"})
    if stated == "ja" and len(text) < 40:
        return Language(language="ja", confidence=0.7, votes={"script": "zh", "page": "ja"})
    if by_letters(_told(text), "Hani"):
        return Language(language="yue", confidence=0.9, votes={"letters": "yue"})
    language = _chinese(text, country)
    return Language(language=language, confidence=0.99, votes={"script": language})


def _told(text: str) -> str:
    """Return what the writer says in own words: papers in written Chinese quote people in Cantonese."""
    outside = outside_quotations(text)
    return outside if len(outside) >= _ENOUGH_TOLD else text


def _chinese(text: str, country: str | None) -> str:
    kinds = [hanzidentifier.identify(sign) for sign in set(text)]
    traditional, simplified = kinds.count(hanzidentifier.TRADITIONAL), kinds.count(hanzidentifier.SIMPLIFIED)
    if traditional == simplified:
        return "zh-Hant" if country in _TRADITIONAL_AT_HOME else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _by_vote(text: str, script: str, stated: str | None, country: str | None) -> Language:
    votes = ask(text)
    language, confidence = _counted(votes, folded(stated) if stated else None)
    if language in _MEMBERS:
        language, confidence = _parted(text, language, confidence, votes, script, country)
    named = {"py3langid": votes.langid, "pycld2": votes.cld, "langdetect": votes.langdetect}
    if stated:
        named["page"] = stated
    return Language(language=language, confidence=confidence, votes=named)


def _counted(votes: Votes, stated: str | None) -> tuple[str, float]:
    """Return the language of the vote and how sure it is."""
    langid, cld = votes.langid, votes.cld
    if langid == cld:
        doubted = votes.langdetect_knows_langid and votes.langdetect != langid
        return langid, 0.95 if doubted else 0.99
    if cld != UNKNOWN and votes.reliable and not votes.langid_knows_cld:
        return cld, 0.9  # py3langid has no word for it
    if cld == UNKNOWN and ((votes.langdetect == langid and votes.probability > 0.8) or votes.probability > 0.99):
        return langid, 0.85
    if stated in (langid, cld):
        return stated, 0.7
    if votes.langdetect == langid and votes.probability > 0.9:
        return langid, 0.6
    return UNKNOWN, 0.0


def _parted(
    text: str, cluster: str, confidence: float, votes: Votes, script: str, country: str | None
) -> tuple[str, float]:
    """Return the member of a cluster: by script, else by country, small words and detectors together."""
    if cluster == "hr" and script == "Cyrl":
        return "sr", confidence
    words = by_words(text, cluster)
    scores = {
        member: votes.near.get(member, 0.0)
        + 0.4 * (votes.cld_near == member)
        + 0.2 * (member == cluster)  # the one that is written most
        + 1.0 * (_AT_HOME.get(country or "") == member)
        + 0.5 * math.log2(1 + words.get(member, 0))
        for member in _MEMBERS[cluster]
    }
    first, second = sorted(scores, key=lambda member: (-scores[member], member))[:2]
    margin = scores[first] - scores[second]
    if margin < (_PARTED_BY if first == cluster else 2 * _PARTED_BY):
        return UNKNOWN, 0.0
    return first, min(confidence, 0.6 + 0.3 * min(1.0, margin))
