"""Shares of languages in the paragraphs of a page, and when a page counts as mixed."""

from datetime import UTC, datetime

import pytest

from extractors.extract import read
from extractors.language import is_mixed, shares
from extractors.records import Page

FRENCH = (
    "Le conseil municipal de Norvik a décidé lundi de reconstruire le mur du port avant les premières tempêtes de "
    "l'hiver. Les travaux, qui dureront six mois, seront payés par la région et par la ville."
)
ENGLISH = (
    "The council of Norvik decided on Monday to rebuild the harbour wall before the first storms of the winter. The "
    "works will last for six months and will be paid for by the region and by the city."
)
WELSH = (
    "Penderfynodd cyngor Norvik ddydd Llun ailadeiladu wal yr harbwr cyn stormydd cyntaf y gaeaf. Bydd y gwaith yn "
    "para am chwe mis ac yn cael ei dalu gan y rhanbarth a chan y ddinas."
)
RUSSIAN = (
    "Городской совет Норвика решил в понедельник восстановить стену гавани до первых зимних штормов. Работы займут "
    "шесть месяцев, и оплатят их область и город."
)
CHINESE = "诺维克市议会周一决定在冬季第一场风暴来临之前重建港口的围墙。工程将持续六个月,费用由地区和城市共同承担,市民对此表示欢迎。"
BOSNIAN = (
    "Direktor pozorišta saopćio je da će predstava biti odgođena za sedmicu zbog bolesti glumca. Neko je tokom noći "
    "ukrao hiljadu maraka, a niko od zaposlenih nije povrijeđen, kaže ljekar."
)


def test_paragraphs_of_two_languages_have_their_shares():
    found = shares([FRENCH, FRENCH, FRENCH, ENGLISH])
    assert list(found) == ["fr", "en"]
    assert sum(found.values()) == pytest.approx(1.0)
    assert 0.7 < found["fr"] < 0.8


@pytest.mark.parametrize(
    ("tag", "text"), [("fr", FRENCH), ("ru", RUSSIAN), ("zh-Hans", CHINESE), ("cy", WELSH), ("bs", BOSNIAN)]
)
def test_a_page_in_one_language_has_one_share(tag, text):
    assert shares([text, text], spoken=tag) == {tag: 1.0}
    assert not is_mixed([text] * 5, spoken=tag)


def test_names_and_short_lines_have_no_share():
    assert shares(["Norvik", "2026", "", "Foto: A. Berg"]) == {}
    assert shares([WELSH, "Read more"], spoken="cy") == {"cy": 1.0}


@pytest.mark.parametrize(
    ("spoken", "own", "other"),
    [
        ("fr", FRENCH, ENGLISH),
        ("cy", WELSH, ENGLISH),
        ("en", ENGLISH, RUSSIAN),
        ("ru", RUSSIAN, CHINESE),
        ("bs", BOSNIAN, ENGLISH),
    ],
)
def test_a_page_in_two_languages_is_mixed(spoken, own, other):
    assert is_mixed([own, own, other, other], spoken=spoken)


def test_a_page_of_which_nobody_can_tell_the_language_may_be_mixed():
    assert is_mixed([WELSH, ENGLISH, WELSH, ENGLISH], spoken="und")


def test_a_small_part_in_another_language_does_not_make_a_page_mixed():
    assert not is_mixed([FRENCH] * 8 + [ENGLISH], spoken="fr")


def test_a_quotation_in_another_language_does_not_make_a_page_mixed():
    quoted = [f"“{sentence.strip()}.”" for sentence in ENGLISH.rstrip(".").split(". ")]
    assert not is_mixed([FRENCH, FRENCH, *quoted, *quoted], spoken="fr")


def test_names_do_not_make_a_page_mixed():
    names = "John Smith, Mary Brown, The Rising Sun, Norvik Harbour Works, Baker Street, New North Road, Peter Black"
    assert not is_mixed([RUSSIAN, names, names, names], spoken="ru")


def test_a_line_of_a_menu_does_not_make_a_page_mixed():
    assert not is_mixed([FRENCH, "Sign in to comment on this article and read the terms of use first"], spoken="fr")


def test_close_languages_do_not_make_a_page_mixed():
    croatian = "Ravnatelj kazališta priopćio je da će predstava biti odgođena za tjedan dana zbog bolesti glumca. " * 3
    assert not is_mixed([BOSNIAN, BOSNIAN, croatian], spoken="bs")


def test_nothing_is_not_mixed():
    assert not is_mixed([], spoken="und")
    assert not is_mixed(["", "\ud800", "\x00"], spoken="en")


@pytest.mark.parametrize(("paragraphs", "mixed"), [([WELSH, WELSH, ENGLISH, ENGLISH], True), ([WELSH] * 4, False)])
def test_an_article_in_two_languages_is_flagged(paragraphs, mixed):
    body = "".join(f"<p>{number}. {text}</p>" for number, text in enumerate(paragraphs, 1))
    html = f"<html lang='cy'><head><title>Wal yr harbwr</title></head><body><article><h1>Wal yr harbwr</h1>{body}"
    page = Page(
        url="https://norvik.example/wal",
        final_url="https://norvik.example/wal",
        status=200,
        fetched_at=datetime(2026, 3, 9, tzinfo=UTC),
        content_type="text/html; charset=utf-8",
        body=html.encode(),
    )
    assert ("mixed_language" in read(page, {}).flags) == mixed
