"""The language of a text: its script first, then the vote of three detectors, then what its page says."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import hanzidentifier

from .closelanguages import leanings
from .detectors import UNKNOWN, Votes, ask, cheapest, folded, known, likeliest, parts
from .quotations import outside_quotations
from .scripts import ONLY_LANGUAGE, by_letters, weigh
from .smallwords import by_small_words

_LONG = 1500  # characters of a text that are looked at
_FEWEST_LETTERS = 16  # under it detectors guess
_FEWEST_IN_PARAGRAPH = 60  # letters of a paragraph by which it may be judged
_GLANCED_AT = 200  # characters of a paragraph
_HINT = 0.1  # share of foreign text that has paragraphs looked at one by one; one call for 98 % of pages
_SUBSTANTIAL = 0.2  # of the letters of which the language is told
_FEWEST_OF_SECOND = 200  # letters
_SURE_AT_A_GLANCE = 0.8  # py3langid's probability; over it, it was wrong on 1 % of headlines
_PARTED_BY = 0.8  # natural log odds by which one of some close languages must lead in a short text, and
_SHORT = 150  # characters of it; a longer one says more, and up to four times as much is asked of it
_LEAST_SHARE = 0.01  # of py3langid's probability
_ENOUGH_TOLD = 40  # signs outside quotations that say more of the writer than the quotations do
_FEWEST_SIGNS = 4  # of a script that tells the language by itself

_ADDRESSES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+")
_SIGNS_OF_ADDRESSES = ("@", "#", "://", "www.")
_NOISE = re.compile(r"[\d_\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\s]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u02af]+")

_MEMBERS = {"hr": ("hr", "bs", "sr"), "id": ("id", "ms"), "nb": ("nb", "nn")}
# How far py3langid is believed on the members: less where it is right less often
_TRUST = {"hr": 0.5, "id": 1.0, "nb": 1.0}
# Where a member is at home, in natural log odds: Bosnia writes Croatian too, and Norway Nynorsk
_AT_HOME = {
    "HR": ("hr", 5.0), "BA": ("bs", 1.5), "RS": ("sr", 5.0), "ID": ("id", 5.0), "MY": ("ms", 5.0), "BN": ("ms", 5.0),
    "SG": ("ms", 5.0), "NO": ("nb", 1.5),
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
    stated = _base(hint)
    return _by_script(text, weights, stated, country) or _by_vote(text, _dominant(weights), stated, country)


def _by_script(text: str, weights: Mapping[str, int], stated: str | None, country: str | None) -> Language | None:
    """Return the language that a script and its letters tell; None where detectors have to be asked."""
    if not weights:
        return Language(language=UNKNOWN, confidence=0.0)
    script = _dominant(weights)
    if script in ("Hani", "Kana"):
        return _of_east_asia(text, weights, stated, country)
    if script in ONLY_LANGUAGE and weights[script] >= _FEWEST_SIGNS:
        language = ONLY_LANGUAGE[script]
        return Language(language=language, confidence=0.99, votes={"script": language})
    own = by_letters(text, script)
    if own:
        return Language(language=own, confidence=0.98, votes={"letters": own})
    return Language(language=UNKNOWN, confidence=0.0) if weights[script] < _FEWEST_LETTERS else None


def shares(paragraphs: Iterable[str], *, spoken: str | None = None) -> Mapping[str, float]:
    """Return the share of each language in what is told of some paragraphs, the largest first; empty for nothing.

    Each paragraph is judged without its quotations, by its script, else by py3langid, with which pycld2 must agree on
    a language other than `spoken`, that of the whole; it is left out where nobody can tell. Close languages count as
    `spoken` where it is one of them, else as the one that is written most.
    """
    told = _letters_told(paragraphs, spoken)
    whole = told.total()
    return {language: weight / whole for language, weight in told.most_common()}


def is_mixed(paragraphs: Sequence[str], *, spoken: str) -> bool:
    """Say whether a second language holds a substantial part of what is told: a fifth of it, and 200 letters.

    Less is a caption, a slogan or a line of a menu; quotations and names do not count.
    """
    if not _may_be_mixed(paragraphs, _kin(spoken)):
        return False
    told = _letters_told(paragraphs, spoken)
    letters = [weight for _, weight in told.most_common()]
    return len(letters) > 1 and letters[1] >= max(_FEWEST_OF_SECOND, _SUBSTANTIAL * told.total())


def _letters_told(paragraphs: Iterable[str], spoken: str | None) -> Counter[str]:
    told: Counter[str] = Counter()
    for paragraph in paragraphs:
        text = _prepared(outside_quotations(paragraph))
        weights = weigh(text)
        if weights.total() < _FEWEST_IN_PARAGRAPH:
            continue
        language = _at_a_glance(text, weights, spoken)
        if language != UNKNOWN:
            told[language] += weights.total()
    return told


def _may_be_mixed(paragraphs: Sequence[str], spoken: str) -> bool:
    found = parts("\n".join(paragraph[:_GLANCED_AT] for paragraph in paragraphs))
    return sum(part for language, part in found.items() if language != spoken) >= _HINT


def _kin(tag: str) -> str:
    return folded(base(tag))


def _at_a_glance(text: str, weights: Mapping[str, int], spoken: str | None) -> str:
    """Return the language of a paragraph; two detectors have to agree on one that is not the language of the whole."""
    found = _by_script(text, weights, None, None)
    own = _without_names(text, _dominant(weights))
    language, sureness = (found.language, 1.0) if found else likeliest(own)
    if language != UNKNOWN and spoken and _kin(language) == _kin(spoken):
        return spoken
    return language if found or (sureness >= _SURE_AT_A_GLANCE and language == cheapest(own)) else UNKNOWN


def base(tag: str | None) -> str:
    """Return the language of a tag as `identify` would name it, without region and script; `und` for none."""
    return _base(tag) or UNKNOWN


def _base(tag: str | None) -> str | None:
    first = re.split(r"[-_]", (tag or "").strip().lower())[0]
    return known(first) if first.isalpha() and 2 <= len(first) <= 3 else None


def _prepared(text: str) -> str:
    text = text[: 2 * _LONG].replace("\u00ad", "")
    if any(sign in text for sign in _SIGNS_OF_ADDRESSES):
        text = _ADDRESSES.sub(" ", text)
    return _CONTROLS.sub(" ", _NOISE.sub(" ", text))[:_LONG].strip()


def _without_names(text: str, script: str) -> str:
    """Return a text of another script without its Latin letters."""
    return text if script == "Latn" else _LATIN.sub(" ", text)


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
    if _is_cantonese(text):
        return Language(language="yue", confidence=0.9, votes={"letters": "yue"})
    language = _chinese(text, country)
    return Language(language=language, confidence=0.99, votes={"script": language})


def _is_cantonese(text: str) -> bool:
    """Say whether the writer, in own words, writes Cantonese: papers in written Chinese quote people in it."""
    outside = outside_quotations(text)
    if len(outside) < _ENOUGH_TOLD:
        return bool(by_letters(outside, "Hani", fewest=1) or by_letters(text, "Hani"))
    return bool(by_letters(outside, "Hani"))


def _chinese(text: str, country: str | None) -> str:
    kinds = [hanzidentifier.identify(sign) for sign in set(text)]
    traditional, simplified = kinds.count(hanzidentifier.TRADITIONAL), kinds.count(hanzidentifier.SIMPLIFIED)
    if traditional == simplified:
        return "zh-Hant" if country in _TRADITIONAL_AT_HOME else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _by_vote(text: str, script: str, stated: str | None, country: str | None) -> Language:
    votes = ask(_without_names(text, script))
    language, confidence = _counted(text, votes, folded(stated) if stated else None)
    if language in _MEMBERS:
        language, confidence = _parted(text, language, confidence, votes, script, stated, country)
    named = {"py3langid": votes.langid, "pycld2": votes.cld}
    if votes.langdetect:
        named["langdetect"] = votes.langdetect
    if stated:
        named["page"] = stated
    return Language(language=language, confidence=confidence, votes=named)


def _counted(text: str, votes: Votes, stated: str | None) -> tuple[str, float]:
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
    return _of_the_undecided(text, votes)


def _of_the_undecided(text: str, votes: Votes) -> tuple[str, float]:
    """Return the language whose small words lead, else the one of two against a language that the third lacks."""
    rivals = {votes.langid, votes.langdetect or votes.langid if votes.cld == UNKNOWN else votes.cld}
    language = by_small_words(text, rivals)
    if language:
        return language, 0.65
    # English is not believed: names and menus are in English
    if votes.reliable and votes.cld == votes.langdetect != "en" and not votes.langdetect_knows_langid:
        return votes.cld, 0.6
    return UNKNOWN, 0.0


def _parted(
    text: str, cluster: str, confidence: float, votes: Votes, script: str, stated: str | None, country: str | None
) -> tuple[str, float]:
    """Return the member of a cluster: by script, else by country, words, detectors and the page's tag together."""
    if cluster == "hr" and script == "Cyrl":
        return "sr", confidence
    words = leanings(text, cluster)
    near = dict(votes.near)
    if cluster == "hr":  # py3langid learnt Serbian from Cyrillic letters and says nothing against it in Latin ones
        near["sr"] = max(near.get(member, 0.0) for member in _MEMBERS[cluster])
    home, at_home = _AT_HOME.get(country or "", (UNKNOWN, 0.0))
    scores = {
        member: words.get(member, 0.0)
        + _TRUST[cluster] * math.log(max(near.get(member, 0.0), _LEAST_SHARE))
        + 0.3 * (votes.cld_near == member)
        + 0.3 * (member == cluster)  # the one that is written most
        + at_home * (home == member)
        + 1.5 * (stated == member)
        for member in _MEMBERS[cluster]
    }
    first, second = sorted(scores, key=lambda member: (-scores[member], member))[:2]
    margin = scores[first] - scores[second]
    backed = first in (cluster, home, stated) or words.get(first, 0.0) > words.get(cluster, 0.0)
    expected = _PARTED_BY * min(4.0, max(1.0, len(text) / _SHORT))
    if margin < (expected if backed else 2 * expected):
        return UNKNOWN, 0.0
    return first, min(confidence, 0.6 + 0.3 * min(1.0, margin / 5))
