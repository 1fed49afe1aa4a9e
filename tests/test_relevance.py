"""Whether a text speaks of the incident."""

import pytest

from extractors.relevance import names_in

NAMES = {
    "*": ("Kestrel Forge", "Dorian Velk", "N-Grip"),
    "ru": ("Велк",),
    "ja": ("ヴェルク",),
    "ar": ("دوريان فيلك",),
    "fr": ("manette Serre",),
}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "KESTREL\u00a0FORGE’s answer came late.", ("Kestrel Forge",)),
        ("en", "A kestrel forged ahead.", ()),
        ("de", "Dorian Velks Mails an Kestrel-Forge-Kunden", ("Kestrel Forge", "Dorian Velk")),
        ("en", "The N‑Grip and the n-gripping question", ("N-Grip",)),
        ("ru", "Письма Велка разошлись по сети.", ("Велк",)),
        ("ru", "Велкамский проспект", ()),
        ("ja", "広報担当のヴェルク氏は謝罪しなかった。", ("ヴェルク",)),
        ("ar", "وقال لدوريان فيلك إن الرسائل مسيئة", ("دوريان فيلك",)),
        ("fr", "La manette Serre arrive", ("manette Serre",)),
        ("en", "La manette Serre arrive", ()),
        ("und", "Dorian Velk", ("Dorian Velk",)),
        ("ja", "新型Kestrel Forgeの発売が遅れた", ("Kestrel Forge",)),
        ("he", "המיילים של Dorian Velk פורסמו", ("Dorian Velk",)),
        ("ko", "Dorian Velk는 사과하지 않았다", ("Dorian Velk",)),
        ("tr", "Dorian Velk'in e-postaları", ("Dorian Velk",)),
        ("tr", "İSTANBUL, İZMİR: DORİAN değil, DORIAN VELK", ("Dorian Velk",)),
        ("de", "Große Straße: die KESTREL FORGE schweigt", ("Kestrel Forge",)),
        ("pl", "rzecznik Kestrel Forge’a milczy", ("Kestrel Forge",)),
    ],
)
def test_a_name_counts_in_its_language_whatever_its_case_script_and_ending(
    language: str, text: str, found: tuple[str, ...]
) -> None:
    assert names_in(NAMES, language, text) == found


def test_a_name_counts_once_however_often_it_stands() -> None:
    text = "Dorian Velk\nDorian Velk and Kestrel Forge"

    assert names_in(NAMES, "en", text) == ("Kestrel Forge", "Dorian Velk")


def test_a_name_given_for_a_language_counts_in_its_scripts_and_regions() -> None:
    assert names_in({"zh": ("维尔克",)}, "zh-Hans", "发言人维尔克没有道歉") == ("维尔克",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In a gust the kestrel forges ahead a foot or two."),
        ("en", "It held on with its n-grip and did not let go."),
        ("de", "Im Spaß: größer als ein kestrel forge ist keiner."),
        ("cs", "viděli jsme kestrel forgem letět"),
        ("ru", "он велк и могуч"),
    ],
)
def test_common_words_that_sound_like_a_name_are_none(language: str, text: str) -> None:
    assert names_in(NAMES, language, text) == ()


@pytest.mark.parametrize("text", ["Kestrel forge answers", "the KESTREL FORGE statement", "\u212aestrel forge"])
def test_one_capital_is_enough_for_a_name(text: str) -> None:
    assert names_in(NAMES, "en", text) == ("Kestrel Forge",)


def test_a_name_written_small_counts_written_small() -> None:
    assert names_in({"*": ("manette Serre", "ovi pad")}, "fr", "le mot ovi pad, sans capitale") == ("ovi pad",)
