"""Days that a page prints: alone on a line, in a byline, at the head of the first paragraph."""

from datetime import UTC, datetime

import pytest

from extractors.datelines import in_line, of_dateline, of_line

FETCHED = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024-04-26", "2024-04-26"),
        ("26 April 2024", "2024-04-26"),
        ("April 26, 2024", "2024-04-26"),
        ("26. April 2024", "2024-04-26"),
        ("26 avril 2024", "2024-04-26"),
        ("26 апреля 2024", "2024-04-26"),
        ("2024年4月26日", "2024-04-26"),
        ("26/04/2024", "2024-04-26"),
        ("05.04.2024", "2024-04-05"),
        ("5. 4. 2024", "2024-04-05"),
        ("Publié le 26 avril 2024 à 7h00", "2024-04-26"),
        ("Veröffentlicht am 26. April 2024, 12.30 Uhr", "2024-04-26"),
        ("公開：2024年4月26日 12時00分", "2024-04-26"),
        ("26 Nisan 2024", "2024-04-26"),
        ("٢٦ أبريل ٢٠٢٤", "2024-04-26"),
    ],
)
def test_a_line_that_is_nothing_but_a_date_is_read_in_its_language(line, day):
    assert of_line(line, FETCHED).text == day


@pytest.mark.parametrize(
    "line",
    [
        "Port Lumen",
        "The strike of 26 April 2024 is not over",
        "Eleven weeks",
        "1924",
        "May",
        "12 ferries sank in 3 years",
        "",
    ],
)
def test_a_line_that_says_more_or_less_is_no_date(line):
    assert of_line(line, FETCHED) is None


@pytest.mark.parametrize(
    "line", ["Updated 26 April 2024", "Aktualisiert: 26.04.2024, 12:30 Uhr", "更新：2024年4月26日"]
)
def test_the_day_of_an_update_is_no_day_of_publication(line):
    found = of_line(line, FETCHED)
    assert (found.earliest, found.text) == (None, None)


def test_a_date_that_nobody_can_read_is_a_date_without_a_moment():
    found = of_line("03/04/2012", FETCHED)
    assert (found.earliest, found.text) == (None, None)


def told(line, language=None):
    found = in_line(line, FETCHED, language)
    return [day.text for day in found.days], found.rest


@pytest.mark.parametrize(
    "line",
    [
        "sabato 9 marzo 2024 - scritto da Elvira Conti",
        "Kraj i świat · 9 marca 2024 · źródło: Morska Agencja",
        "from Wren Castellan, Saturday 9 March 2024",
        "By Wren Castellan on 9 March 2024",
        "كتبت رنا خوري | السبت ٩ آذار ٢٠٢٤",
        "2024年3月9日 09:40　作者：林海　责任编辑：阿秋",
        "令和6年3月9日　製造面　荻野 明",
        "민도영 기자 입력 2024.03.09 14:20 수정 2024.03.10 16:05",
        "Submitted by desk on Sat, 03/09/2024 - 6:05pm",
        "Posted: Sat 6:45 PM, Mar 9, 2024",
        "Publicado el 9 de marzo de 2024, 10:15 h",
        "Julkaistu 9.3.2024 klo 12.30",
        "נועה ברקאי 09.03.2024",
        "2024年3月9日 土曜日",
    ],
)
def test_the_day_of_publication_is_found_in_a_byline(line):
    assert told(line)[0] == ["2024-03-09"]


@pytest.mark.parametrize(
    "line",
    [
        "The exhibition is open until 9 March 2024",
        "What we knew on 9 March 2024 and what we know now",
        "Source: Ministry of Fish, 9 March 2024",
        "Aktualisiert am 9. März 2024, 20:45 Uhr",
        "최종수정 2024.03.09 16:05",
        "Page 4",
        "Report no. 12, filed 09.03.2024",
        "Opening hours of the museum on the day 09.03.2024",
    ],
)
def test_other_days_in_a_line_are_no_day_of_publication(line):
    assert told(line)[0] == []


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("par Ada Colbert, lundi 11 mars 2024, 18 h 25", "par Ada Colbert, | "),
        ("By Wren Castellan on 9 March 2024", "By Wren Castellan | "),
        ("민도영 기자 입력 2024.03.09 14:20", "민도영 기자 | "),
        ("Wren Castellan", "Wren Castellan"),
    ],
)
def test_what_a_line_says_besides_its_day_is_kept(line, rest):
    assert told(line)[1] == rest


@pytest.mark.parametrize(
    ("paragraph", "day"),
    [
        ("Gdańsk, 7 marca 2024 r. – W magazynie stoi trzydzieści pudeł, a w każdym pady.", "2024-03-07"),
        ("Gdynia, 11 marca 2024 r. W dawnej stołówce pachnie kalafonią i drożdżówkami.", "2024-03-11"),
        ("PORT LUMEN, 7 March 2024 (Coastal Wire) - The harbour is shut.", "2024-03-07"),
        ("Харьков, 7 марта 2024 года. Городской совет решил восстановить стену.", "2024-03-07"),
        ("بيروت، ٧ آذار ٢٠٢٤ – قرر المجلس إعادة بناء الجدار.", "2024-03-07"),
    ],
)
def test_a_dateline_dates_the_text(paragraph, day):
    assert of_dateline(paragraph, FETCHED).text == day


@pytest.mark.parametrize(
    "paragraph",
    [
        "On Thursday, 7 March 2024, the council of Norvik met behind closed doors.",
        "In Norvik, 7 March 2024 was the day on which the wall fell.",
        "Norvik, 7 March - The council decided to rebuild the wall.",
        "The council that was elected in Norvik, 7 March 2024: nobody remembers it.",
    ],
)
def test_a_sentence_with_a_day_in_it_is_no_dateline(paragraph):
    assert of_dateline(paragraph, FETCHED) is None


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("Von Eike Brandes · Gestern, 18:30 Uhr", "de", "2024-05-31"),
        ("Published 3 hours ago", "en", "2024-05-31"),
        ("2 дня назад", "ru", "2024-05-30"),
        ("5시간 전", "ko", "2024-05-31"),
    ],
)
def test_how_long_ago_is_counted_from_the_visit(line, language, day):
    (found,) = in_line(line, FETCHED, language).days
    assert (found.text, found.flags) == (day, ("date_relative",))


@pytest.mark.parametrize("line", ["Updated 3 hours ago", "The ferry sank 3 hours ago in the bay", "3 hours"])
def test_updates_and_sentences_are_no_relative_day(line):
    assert in_line(line, FETCHED, "en").days == ()


def test_a_day_may_be_followed_by_the_byline():
    assert told("Posted on 5 May 2024 by Rhys Pellow")[0] == ["2024-05-05"]


@pytest.mark.parametrize(
    "line",
    [
        "Mis à jour le 17/03/2024 à 09:00, publié le 16/03/2024 à 08:12",
        "Aktualisiert am 17.03.2024, veröffentlicht am 16.03.2024",
        "Actualizado el 17 de marzo de 2024, publicado el 16 de marzo de 2024",
        "Обновлено 17.03.2024, 10:00, опубликовано 16.03.2024",
        "更新 2024年3月17日 公開 2024年3月16日",
        "2024.03.17 16:05 수정 | 2024.03.16 14:20 입력",
        "עודכן 17.03.2024, פורסם 16.03.2024",
        "آخر تحديث ١٧ آذار ٢٠٢٤، نشر في ١٦ آذار ٢٠٢٤",
        "Updated 17 March 2024, first published 16 March 2024",
        "16 March 2024 (updated 17 March 2024)",
        "16 March 2024 Updated 17 March 2024",
    ],
)
def test_of_an_update_and_a_publication_the_publication_counts(line):
    assert told(line)[0] == ["2024-03-16"]


@pytest.mark.parametrize("line", ["2024年3月17日 10:00更新", "2024.03.17 16:05 수정", "17 March 2024, 10:00 (updated)"])
def test_a_word_behind_a_day_tells_of_an_update_too(line):
    assert told(line)[0] == []


@pytest.mark.parametrize(
    "line", ["A report published on 16 March 2024", "What was known, and published widely, on 3 May 2024"]
)
def test_a_sentence_that_speaks_of_publishing_dates_nothing(line):
    assert told(line)[0] == []
