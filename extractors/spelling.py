"""How names stand in running text: among letters without spaces, and with endings. Pure."""

# Scripts that put no space between words: a name stands wherever its letters stand, and Latin names stand among them.
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff"
LATIN = (
    r"A-Za-z0-9_\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"  # digits stop a name too
)
HANGUL = r"\uac00-\ud7a3"  # written with spaces, but particles hang onto a name
MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0963\u0980-\u0dff"  # which `\w` leaves out

# Languages that hang no more than an s onto a name; in all others (Slavic, Turkic, Finnic, Baltic … cases) a short
# tail is still the name.
_WITHOUT_CASES = frozenset({
    "en", "fr", "es", "it", "pt", "ca", "gl", "oc", "nl", "af", "da", "nb", "nn", "sv", "de", "id", "ms", "tl", "vi",
    "sw", "und",
})  # fmt: skip
LONGEST_ENDING = 3
# Shorter names are mostly acronyms, which take no endings without changing their meaning.
INFLECTED_FROM = 4


def takes_endings(language: str) -> bool:
    """Return whether names carry the endings of cases in a language."""
    return language.partition("-")[0].lower() not in _WITHOUT_CASES
