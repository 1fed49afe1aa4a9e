"""Marks of news agencies: the form decides."""

import pytest

from extractors import agencies


@pytest.mark.parametrize(
    "line",
    [
        "AFP", "(AFP)", "Mit Material von dpa", "Avec l’AFP", "dpa/afp", "来源：新华社", "共同通信", "Fuente: EFE",
        "Źródło: PAP", "Redakcja, PAP", "Источник: ТАСС", "Kaynak: AA", "Sumber: Antara", "Agência Lusa", "المصدر: رويترز",
        "With reporting by Reuters", "© ANSA",
    ],
)  # fmt: skip
def test_a_credit_line_names_its_agency(line):
    assert agencies.in_credit(line)


@pytest.mark.parametrize(
    "line", ["Petra Müller", "Ansa Köhler", "Von Efe Yilmaz", "la belga Tessa", "Sta arrivando", "By Antara Sen"]
)
def test_names_of_people_and_common_words_are_no_agency(line):
    assert agencies.in_credit(line) is None


@pytest.mark.parametrize(
    "text",
    [
        "QUILLBY (Reuters) - The bridge is closed.", "LINZ (dpa) – Die Brücke ist zu.", "Vannes, 5 mars (AFP) - Le pont",
        "МОСТОВОЙ, 5 марта. /ТАСС/. Мост закрыт", "МОСТОВОЙ, 5 мар — РИА Новости. Мост", "新华社港口市3月5日电（记者王某）大桥",
        "【共同】橋が", "(항구=연합뉴스) 홍길동 기자 = 다리", "الميناء (رويترز) - أغلق", "［港町　５日　ロイター］ - 橋",
        "New Port, Mar 5 (PTI) The bridge", "बंदरगाह, पांच मार्च (भाषा) पुल", "PORTO NOVO — Lusa — A ponte",
        "הנמל (רויטרס) - הגשר", "(ANSA) - PORTO, 05 MAR - Il ponte", "HARBOUR, N.M. (AP) — A cat",
    ],
)  # fmt: skip
def test_a_dateline_names_its_agency(text):
    assert agencies.at_beginning(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told Reuters that the bridge is closed.",
        "Petra Kolb (PAP) ist Abgeordnete.",
        "The minister (who spoke to AFP) said no.",
        "Der Bürgermeister sagte der Nachrichtenagentur AFP - und schwieg.",
        "A spokeswoman (Reuters) told the paper, and left.",
    ],
)
def test_an_agency_named_inside_the_story_is_no_mark(text):
    assert agencies.at_beginning(text) is None
    assert agencies.at_end(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is closed. (AFP)", "Le pont est fermé. — AFP", "Die Brücke ist zu.\ndpa", "大桥关闭。（新华社）",
        "Most je uzavřen.\nČTK, red", "It is closed.\n(Reporting by Dana Whitlock; Editing by Piers Okoro)",
    ],
)  # fmt: skip
def test_agencies_sign_at_the_end(text):
    assert agencies.at_end(text)


def test_a_line_of_one_character_a_million_times_is_read_at_once():
    text = "(" * 5_000 + "a " * 5_000
    assert agencies.at_beginning(text[:200]) is None
    assert agencies.at_end(text[-400:]) is None


@pytest.mark.parametrize(
    "line",
    ["PRESS RELEASE", "Pressemitteilung der Stadt Linz", "Communiqué de presse", "Nota de prensa", "Persbericht",
     "Comunicato stampa – Porto Nuovo", "(Pressemitteilung Hafen GmbH)", "プレスリリース", "보도자료", "Пресс-релиз", "بيان صحفي",
     "הודעה לעיתונות", "新闻稿", "Based on a press release", "Informacja prasowa", "Siaran pers", "प्रेस विज्ञप्ति"],
)  # fmt: skip
def test_a_line_says_that_its_text_was_handed_out(line):
    assert agencies.is_release_line(line)
    assert agencies.is_release(line)


@pytest.mark.parametrize(
    "line",
    ["Press release was sent at noon", "The press release says the bridge is safe", "Pressemitteilung kam zu spät",
     "In a press release, the mayor denied it", "News release dates for games announced", "プレスリリースで市長は否定した",
     "보도자료를 냈다", "Tiedote tuli myöhässä", "Communiqué de la direction : la grève continue demain", "Press"],
)  # fmt: skip
def test_a_story_about_a_press_release_is_none(line):
    assert not agencies.is_release_line(line)


@pytest.mark.parametrize(
    "author", ["dpa", "AFP Washington", "Reuters Staff", "Ana Ruiz / EFE", "ТАСС", "共同通信", "KEYSTONE-SDA"]
)
def test_an_agency_among_the_authors_is_known(author):
    assert agencies.is_named_in(author)


@pytest.mark.parametrize("author", ["Petra Kolb", "Efe Yilmaz", "Mia Ansa", "ANI LORAK", "MIA FARROW", "Beta Lind", ""])
def test_authors_who_are_called_like_an_agency_are_people(author):
    assert not agencies.is_named_in(author)


@pytest.mark.parametrize(
    ("line", "beginning"),
    [
        ("LINZ (dpa) – Die Brücke ist zu.", "LINZ (dpa)"),
        ("PORTO NOVO — Lusa — A ponte", "PORTO NOVO — Lusa"),
        ("新华社北京3月5日电 大桥关闭", "新华社北京3月5日电"),
        ("HELSINKI, Nov. 5, 2026 /PRNewswire/ -- Harbour Ltd", "HELSINKI, Nov. 5, 2026 /PRNewswire/"),
    ],
)
def test_a_dateline_ends_with_its_agency(line, beginning):
    assert agencies.dateline(line) == beginning
