"""What letters tell of a language by themselves."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

# First code point of a run, and its script; what lies between known runs is "".
_RUNS: tuple[tuple[int, str], ...] = (
    (0x41, "Latn"), (0x5B, ""), (0x61, "Latn"), (0x7B, ""), (0xC0, "Latn"), (0xD7, ""), (0xD8, "Latn"), (0xF7, ""),
    (0xF8, "Latn"), (0x2B0, ""), (0x370, "Grek"), (0x400, "Cyrl"), (0x530, "Armn"), (0x590, "Hebr"), (0x600, "Arab"),
    (0x660, ""), (0x66E, "Arab"), (0x6F0, ""), (0x6FA, "Arab"), (0x700, ""), (0x750, "Arab"), (0x780, "Thaa"),
    (0x7C0, ""), (0x8A0, "Arab"), (0x900, "Deva"), (0x980, "Beng"), (0xA00, "Guru"), (0xA80, "Gujr"), (0xB00, "Orya"),
    (0xB80, "Taml"), (0xC00, "Telu"), (0xC80, "Knda"), (0xD00, "Mlym"), (0xD80, "Sinh"), (0xE00, "Thai"),
    (0xE80, "Laoo"), (0xF00, "Tibt"), (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"),
    (0x13A0, ""), (0x1780, "Khmr"), (0x1800, "Mong"), (0x18B0, ""), (0x1C90, "Geor"), (0x1CC0, ""), (0x1E00, "Latn"),
    (0x1F00, "Grek"), (0x2000, ""), (0x3041, "Kana"), (0x3099, ""), (0x309D, "Kana"), (0x30A0, ""), (0x30A1, "Kana"),
    (0x30FB, ""), (0x30FC, "Kana"), (0x3100, ""), (0x3130, "Hang"), (0x3190, ""), (0x3400, "Hani"), (0xA000, ""),
    (0xAA60, "Mymr"), (0xAA80, ""), (0xAC00, "Hang"), (0xD7B0, ""), (0xF900, "Hani"), (0xFB00, "Latn"),
    (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, ""), (0xFE70, "Arab"), (0xFEFF, ""), (0x20000, "Hani"), (0x32000, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _RUNS)
_LETTERS_PER_SIGN = {"Hani": 3, "Kana": 2, "Hang": 2}  # a sign of these says as much as so many letters

ONLY_LANGUAGE: Mapping[str, str] = {
    "Grek": "el", "Armn": "hy", "Thaa": "dv", "Guru": "pa", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te",
    "Knda": "kn", "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo", "Geor": "ka", "Khmr": "km", "Hang": "ko",
}  # fmt: skip

# Letters that one language of a script has and its neighbours lack, the rarest languages first.
_TELLING_LETTERS: Mapping[str, tuple[tuple[str, str, str], ...]] = {  # script -> (language, any of, none of)
    "Arab": (
        ("ug", "ۇۈۋڭ", "ێڕڵٹ"),
        ("ckb", "ڵڕێۆ", "ټډړښۇۈ"),
        ("ps", "ټډړږښڼۍې", "ٹے"),
        ("sd", "ٻڄڃڇڊڍڏڙ", ""),
        ("ur", "ٹڈڑےں", ""),
    ),
    "Cyrl": (
        ("mk", "ѓќѕ", "ыъёі"),
        ("sr", "ђћ", "ыъёі"),
        ("be", "ў", ""),
        ("uk", "їєґ", "ыэъё"),
    ),
    "Beng": (("as", "ৰৱ", ""),),
    "Hani": (("yue", "嘅咗嗰啲冇嚟喺哋噉嘢佢咁唔啱攞搵瞓揸", ""),),
}  # fmt: skip


def script_of(character: str) -> str:
    """Return the ISO 15924 code of a letter's script (Kana for both kana, Hang for Hangul); "" for other characters."""
    return _RUNS[bisect_right(_STARTS, ord(character)) - 1][1] if character >= "A" else ""


def weigh(text: str) -> Counter[str]:
    """Return how much of a text stands in each script, in letters; a Han sign counts as three."""
    weights: Counter[str] = Counter()
    for character, count in Counter(text).items():
        script = script_of(character)
        if script:
            weights[script] += count * _LETTERS_PER_SIGN.get(script, 1)
    return weights


def by_letters(text: str, script: str, fewest: int = 2) -> str | None:
    """Return the language of whose own letters a text of one script holds at least so many; None when none does."""
    if script not in _TELLING_LETTERS:
        return None
    counts = Counter(text.lower())
    for language, own, foreign in _TELLING_LETTERS[script]:
        if sum(counts[letter] for letter in own) >= fewest and not any(counts[letter] for letter in foreign):
            return language
    return None
