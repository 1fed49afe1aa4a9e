"""Which modes of Apertium lead to English, how good that English is, and which Debian packages hold them."""

from collections.abc import Mapping

Ways = tuple[tuple[str, ...], ...]

TO_LATIN = "Cyrl-Latn"  # without it Serbian in Cyrillic comes back as it was, and no error says so
# Modes from source language to English, best first. Through Spanish, not Catalan: better on news and twice as fast.
# Left out: Swedish and Danish, by way of Icelandic, leave half of the words as they were.
GOOD: Mapping[str, Ways] = {  # chrF 45 to 50 on news
    "ca": (("cat-eng",),),
    "es": (("spa-eng",),),
    "fr": (("fr-es", "spa-eng"),),
    "gl": (("gl-en",), ("gl-es", "spa-eng")),
    "it": (("ita-spa", "spa-eng"),),
    "pt": (("pt-es", "spa-eng"),),
    "ro": (("ro-es", "spa-eng"),),
}
GIST: Mapping[str, Ways] = {  # chrF 32 to 41, or not measured: an, br, eo, oc
    "an": (("arg-spa", "spa-eng"),),
    "bg": (("bul-mkd", "mkd-eng"),),
    "br": (("br-fr", "fr-es", "spa-eng"),),
    "eo": (("eo-en",),),
    "eu": (("eu-en",), ("eu-es", "spa-eng")),
    "is": (("isl-eng",),),
    "mk": (("mkd-eng",),),
    "oc": (("oc-es", "spa-eng"),),
    "sh": ((TO_LATIN, "hbs-eng"),),
    "sl": (("slv-hbs", "hbs-eng"),),
}
PACKAGES: Mapping[str, str] = {
    TO_LATIN: "apertium-hbs-eng",
    "arg-spa": "apertium-spa-arg",
    "br-fr": "apertium-br-fr",
    "bul-mkd": "apertium-mkd-bul",
    "cat-eng": "apertium-eng-cat",
    "eo-en": "apertium-eo-en",
    "eu-en": "apertium-eu-en",
    "eu-es": "apertium-eu-es",
    "fr-es": "apertium-fr-es",
    "gl-en": "apertium-en-gl",
    "gl-es": "apertium-es-gl",
    "hbs-eng": "apertium-hbs-eng",
    "isl-eng": "apertium-isl-eng",
    "ita-spa": "apertium-spa-ita",
    "mkd-eng": "apertium-mkd-eng",
    "oc-es": "apertium-oc-es",
    "pt-es": "apertium-es-pt",
    "ro-es": "apertium-es-ro",
    "slv-hbs": "apertium-hbs-slv",
    "spa-eng": "apertium-eng-spa",
}
# Names of a language -> the one above. What Apertium calls hbs is one language with several names and two scripts.
CODES: Mapping[str, str] = dict.fromkeys(("bos", "bs", "cnr", "hbs", "hr", "hrv", "sr", "srp"), "sh") | {
    "arg": "an", "bre": "br", "bul": "bg", "cat": "ca", "eng": "en", "epo": "eo", "eus": "eu", "fra": "fr", "glg": "gl",
    "isl": "is", "ita": "it", "mkd": "mk", "mo": "ro", "oci": "oc", "por": "pt", "ron": "ro", "slv": "sl", "spa": "es",
}  # fmt: skip
ROUTES: Mapping[str, Ways] = {**GOOD, **GIST}


def language(tag: str) -> str:
    """Return the language by its name in ROUTES; script and region decide nothing, for each text shows its script."""
    primary = tag.partition("-")[0].lower()
    return CODES.get(primary, primary)
