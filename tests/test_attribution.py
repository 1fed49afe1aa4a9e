"""Who is named as the source of an article, and what only sounds like it."""

import pytest

from extractors.attribution import credit, is_credit

TEXT = (
    "The council of Norvik decided on Monday evening to rebuild the harbour wall that the storm had broken in two.",
    "The work will cost four million crowns, of which the port pays half, before the herring fleet comes home.",
    "Three members voted against the plan because it leaves the old lighthouse outside of the wall.",
    "The mayor did not say when the work would begin, and nobody in the room seemed to expect an answer.",
)


def of(*lines, authors=(), people=(), language="en"):
    return credit(lines, (), authors, "The Norvik Courier", people=people, language=language)


def before(line, **options):
    return of(line, *TEXT, **options)


def after(line, **options):
    return of(*TEXT, line, **options)


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("KIEL (nk) – Der Rat hat entschieden.", "KIEL (nk)"),
        ("Port Lumen/Kiel (kd) - Der Rat hat entschieden.", "Port Lumen/Kiel (kd)"),
        ("PORT LUMEN (CW) - The council has decided.", "PORT LUMEN (CW)"),
        ("Łódź (bma/kd) – Rada zdecydowała.", "Łódź (bma/kd)"),
    ],
)
def test_the_sign_of_an_unknown_agency_in_a_dateline_is_a_credit(line, sign):
    assert before(line) == sign


@pytest.mark.parametrize("line", ["Ada Holm (44) – so heißt die Neue.", "Ada Holm (CDU) – so heißt die Neue."])
def test_a_bracket_after_a_name_is_no_sign(line):
    assert before(line) is None


@pytest.mark.parametrize(("line", "sign"), [("(kd)", "(kd)"), ("Die Stadt zahlt die Hälfte. kd", "kd")])
def test_a_sign_at_the_end_is_a_credit_where_nobody_is_named(line, sign):
    assert after(line) == sign
    assert after(line, people=("Karin Dahl",)) is None


@pytest.mark.parametrize(
    "line", ["The end came at six. He left", "They waited for the ferry that never came back to us"]
)
def test_the_last_word_of_a_text_is_no_sign(line):
    assert after(line) is None


def test_an_author_in_capitals_is_an_agency():
    assert of(*TEXT, authors=["KÜSTENDIENST"]) == "KÜSTENDIENST"


@pytest.mark.parametrize("name", ["REDACCIÓN", "ADMIN", "COURIER", "Wren Castellan", "WREN CASTELLAN", ""])
def test_offices_and_people_and_the_outlet_are_no_agency(name):
    assert of(*TEXT, authors=[name]) is None


@pytest.mark.parametrize(
    "line",
    [
        "Mit Material der Nachrichtenagentur Küstendienst",
        "Agencia Marea",
        "na podstawie depeszy agencji Przybój",
        "from the news agency Coastal Wire",
        "агентство Прибой",
        "agenzia Mareggiata",
        "وكالة الساحل",
    ],
)
def test_a_line_that_names_an_agency_by_what_it_is_is_a_credit(line):
    assert after(line) == line
    assert is_credit(line, before=False)


@pytest.mark.parametrize(
    "line",
    [
        "“We have waited long enough,” Ragna Holt told the news agency Coastal Wire.",
        "„Wir warten schon lange“, sagte Holt der Nachrichtenagentur Küstendienst am Montag.",
        "– Czekamy od wtorku – powiedziała Holt agencji Przybój w poniedziałek.",
        "«Llevamos años esperando», declaró Holt a la agencia Marea.",
    ],
)
def test_what_somebody_told_an_agency_is_no_credit(line):
    assert before(line) is None
    assert after(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Bianca Rossi, « La Marea » (Bari). Traduit de l’italien par Odile Kerven.",
        "By Bianca Rossi. Translated from the Italian by Harriet Vane. This article first appeared in La Marea, Bari.",
        "Article de Bianca Rossi paru dans La Marea. Traduit de l’italien par Odile Kerven.",
    ],
)
def test_a_credit_may_stand_behind_another_sentence(line):
    assert after(line) == line
    assert before(line) == line


def test_a_credit_in_the_middle_of_a_story_is_a_sentence_of_it():
    sentence = (
        "The book was a success. Translated from the Italian by Harriet Vane, it sold in every port of the coast."
    )
    assert of(*TEXT, sentence, *TEXT) is None


@pytest.mark.parametrize(
    "line", ["Image: the wall. Kaynak: Kıyı Ajansı", "The wall today. Źródło: archiwum", "图 1 Quelle: Archiv"]
)
def test_a_source_in_another_language_than_the_texts_is_a_remnant(line):
    assert of(*TEXT, line, *TEXT, language="en") == line


def test_a_picture_of_the_texts_own_language_is_no_remnant():
    assert of(*TEXT, "Resim: duvar. Kaynak: Kıyı Ajansı", *TEXT, language="tr") is None


@pytest.mark.parametrize(
    "line", ["First published on 3 May 2024", "Zuerst veröffentlicht am 03/05/2024 - 16:17", "Zuerst veröffentlicht am"]
)
def test_the_day_of_publication_is_no_credit(line):
    assert after(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "From the German original in the Norviker Bote.",
        "L’originale è apparso sul Norviker Bote.",
        "Z niemieckiego przełożyła Anna Nowak",
        "Das Original erschien im Norviker Boten.",
    ],
)
def test_where_an_original_appeared_is_a_credit(line):
    assert after(line) == line


@pytest.mark.parametrize("line", ["From the original plan little was left.", "Z pewnego powodu rada milczała."])
def test_what_only_begins_like_one_is_none(line):
    assert after(line) is None


@pytest.mark.parametrize(
    "line", ["Press release", "Pressemitteilung der Stadt Norvik", "Пресс-релиз", "プレスリリース"]
)
def test_a_press_release_is_credited_where_it_stands_at_an_edge(line):
    assert before(line) == line
    assert after(line) == line
    assert is_credit(line, before=True)
    assert of(*TEXT, *TEXT[:2], line, *TEXT) is None


@pytest.mark.parametrize("line", ["By Mia", "Von Efe", "par Ana", "By Petra"])
def test_a_first_name_is_no_agency(line):
    assert after(line) is None


def test_where_a_text_was_printed_again_is_not_where_it_comes_from():
    assert after("This article was reprinted on Lowtide.example.") is None
    assert is_credit("This article was reprinted on Lowtide.example.", before=False)
    assert after("Republished with permission of The Lowtide Review.") is not None


@pytest.mark.parametrize("unit", ["km", "mm", "Uhr", "etc"])
def test_a_unit_at_the_end_is_no_sign(unit):
    assert after(f"Sie fuhren bis zum 5. {unit}") is None
