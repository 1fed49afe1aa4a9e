"""The code by which somebody else knows a language."""

from collections.abc import Mapping

# Former and narrower codes -> those that others may know instead
_WIDER: Mapping[str, str] = {
    "acm": "ar", "afb": "ar", "ajp": "ar", "als": "sq", "apc": "ar", "arb": "ar", "ars": "ar", "ary": "ar",
    "arz": "ar", "ayr": "ay", "azj": "az", "cmn": "zh", "cnr": "sr", "ekk": "et", "gaz": "om", "gug": "gn", "hbs": "hr",
    "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "khk": "mn", "kmr": "ku", "lvs": "lv", "mo": "ro", "npi": "ne",
    "ory": "or", "pbt": "ps", "pes": "fa", "plt": "mg", "prs": "fa", "quy": "qu", "quz": "qu", "sh": "hr", "swh": "sw",
    "uzn": "uz", "ydd": "yi", "zsm": "ms",
}  # fmt: skip


def code_of(language: str, codes: Mapping[str, str]) -> str | None:
    """Return the code of the longest beginning of a BCP-47 tag that has one, else of its wider language."""
    subtags = language.lower().split("-")
    beginnings = ("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))
    code = next((codes[tag] for tag in beginnings if tag in codes), None)
    wider = _WIDER.get(subtags[0])
    return code_of("-".join([wider, *subtags[1:]]), codes) if code is None and wider else code
