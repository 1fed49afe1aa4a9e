"""What the lines around a heading, and at the ends of a text, say of its making."""

from datetime import UTC, datetime

import pytest

from extractors.headings import Line, Surroundings
from extractors.margins import beside, read

FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = (
    "The council of Norvik decided on Monday evening to rebuild the harbour wall that the storm had broken in two.",
    "The work will cost four million crowns, of which the port pays half, before the herring fleet comes home.",
    "Three members voted against the plan because it leaves the old lighthouse outside of the wall.",
    "The mayor did not say when the work would begin, and nobody in the room seemed to expect an answer.",
)


def under(*lines, opening=(), classes="", over=(), above=()):
    region = tuple(Line(text=line, classes=classes) for line in lines)
    higher = tuple(Line(text=line, classes="") for line in above)
    around = Surroundings(over=frozenset(over), region=region, opening=tuple(opening), above=higher)
    return beside(around, "The Norvik Courier", FETCHED, None)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("민도영 기자 입력 2024.03.09 14:20", ("민도영",)),
        ("כתבה רות אלמוג | 9 במרץ 2024", ("רות אלמוג",)),
        ("كتبت رنا حدّاد | السبت ٩ آذار ٢٠٢٤", ("رنا حدّاد",)),
        ("2024年3月9日 09:40　作者：林海　责任编辑：阿秋", ("林海",)),
        ("sabato 9 marzo 2024 - scritto da Elvira Conti", ("Elvira Conti",)),
        ("par Ada Colbert, samedi 9 mars 2024, 18 h 25", ("Ada Colbert",)),
        ("Tekst i zdjęcia: Hanna Lis", ("Hanna Lis",)),
        ("di Elvira Conti, da Port Lumen", ("Elvira Conti",)),
        ("Gathered by Wren Castellan, 12:30 GMT", ("Wren Castellan",)),
        ("from Wren Castellan, Saturday 9 March 2024", ("Wren Castellan",)),
        ("Интервью: Анна Лунина", ()),
    ],
)
def test_people_are_found_under_the_heading(line, people):
    assert under(line).authors == people


@pytest.mark.parametrize("classes", ["by", "article-author", "assinatura", "texto autor"])
def test_a_name_alone_is_a_byline_where_its_element_says_so(classes):
    assert under("Otávio Prates", classes=classes).authors == ("Otávio Prates",)
    assert under("Otávio Prates").authors == ()
    assert under("Port side of the wall", classes=classes).authors == ()


def test_a_byline_names_its_source_between_signs():
    found = under("Kraj i świat · 7 marca 2024 · źródło: Przybój")
    assert (found.published.text, found.credits) == ("2024-03-07", ("źródło: Przybój",))


def test_the_source_of_a_claim_is_not_the_articles():
    found = under("Source: Ministry of Fish, 7 March 2024")
    assert (found.published, found.credits) == (None, ())


def test_the_dateline_dates_a_text_whose_byline_does_not():
    opening = ["Gdańsk, 7 marca 2024 r. – W magazynie stoi trzydzieści pudeł."]
    assert under("Hanna Lis", opening=opening).published.text == "2024-03-07"
    assert under("8 marca 2024", opening=opening).published.text == "2024-03-08"


def test_an_element_for_updates_holds_no_day_of_publication():
    assert under("9 March 2024", classes="entry-updated").published is None


def test_kickers_and_bylines_leave_the_beginning_of_a_text():
    line = "Posted by Courier Staff, 03/05/2024 7:05 PM"
    matter = under(line, over=["local"]).matter
    assert read(["LOCAL", line, *TEXT], "The Norvik Courier", FETCHED, matter).text == TEXT
    assert "LOCAL" in read([*TEXT, "LOCAL"], "The Norvik Courier", FETCHED, matter).text


def test_a_standfirst_that_names_a_day_stays():
    line = "Was the wall that fell on 9 March 2024 ever safe?"
    assert read([line, *TEXT], "The Norvik Courier", FETCHED, under(line).matter).text == (line, *TEXT)


@pytest.mark.parametrize("line", ["Reach Wren Castellan at desk@norvik.example.", "mindy@hangang.example"])
def test_where_to_write_to_leaves_the_end_of_a_text(line):
    assert read([*TEXT, line], "The Norvik Courier", FETCHED).text == TEXT


@pytest.mark.parametrize(
    "line", ["Correction: an earlier version misspelt the mayor's name.", "The author owns no boat."]
)
def test_corrections_and_disclosures_are_text(line):
    assert read([*TEXT, line], "The Norvik Courier", FETCHED).text == (*TEXT, line)


@pytest.mark.parametrize(
    "line",
    ["9 March 2024", "9 березня 2024", "2024年3月9日", "٩ آذار ٢٠٢٤", "9 במרץ 2024", "2024년 3월 9일", "9 मार्च 2024"],
)
def test_a_day_over_the_heading_counts_where_none_stands_under_it(line):
    assert under("Hanna Lis", above=[line]).published.text == "2024-03-09"
    assert under("8 March 2024", above=[line]).published.text == "2024-03-08"
    assert (
        under(opening=["Gdańsk, 7 marca 2024 r. – W magazynie stoi trzydzieści pudeł."], above=[line]).published.text
        == "2024-03-07"
    )


@pytest.mark.parametrize(
    "line", ["Open until 9 March 2024", "Updated 9 March 2024", "Line 9 to Norvik", "Report of 2024"]
)
def test_other_numbers_over_the_heading_date_nothing(line):
    assert under("Hanna Lis", above=[line]).published is None


def test_a_byline_over_the_heading_that_bears_the_day_names_its_people():
    assert under(above=["By Wren Castellan | 9 March 2024"]).authors == ("Wren Castellan",)


TALLIES = (
    "Temps de lecture : 3 min", "3 min read", "3-minute read", "Lesezeit: 3 Minuten", "ca. 3 Min. Lesezeit",
    "читать 3 минуты", "Время чтения: 3 мин.", "Час читання: 3 хв", "読了時間：約3分", "この記事は3分で読めます", "阅读时间 3 分钟",
    "約3分鐘", "읽는 시간 3분", "댓글 12", "12 Kommentare", "3 dakika okuma", "Okuma süresi: 3 dk", "पढ़ने का समय: 3 मिनट",
    "זמן קריאה: 3 דקות", "مدة القراءة: 3 دقائق", "Czas czytania: 4 min", "Lästid 3 min", "Tiempo de lectura: 3 min",
    "Tempo de leitura: 3 minutos", "Thời gian đọc: 3 phút", "Χρόνος ανάγνωσης: 3 λεπτά", "Waktu baca 3 menit", "0 comments",
)  # fmt: skip


@pytest.mark.parametrize("tally", TALLIES)
def test_how_long_reading_takes_leaves_the_text_with_its_byline(tally):
    byline = f"Par Élodie Marchetti • Publié le 16/09/2023 à 08h12 • Mis à jour le 17/09/2023 à 09h00 • {tally}"
    assert read([byline, *TEXT], "The Norvik Courier", FETCHED).text == TEXT
    matter = under(tally, byline).matter
    assert read([tally, byline, *TEXT], "The Norvik Courier", FETCHED, matter).text == TEXT


@pytest.mark.parametrize(
    "line",
    ["Twelve minutes that changed Norvik", "Minute 12: the wall breaks", "12 ferries",
     "3 minutes of silence", "港で12人が救助された", "Через 3 минуты паром утонул", "Page 4"],
)  # fmt: skip
def test_numbers_that_tell_something_stay(line):
    assert read([line, *TEXT], "The Norvik Courier", FETCHED, under(line).matter).text == (line, *TEXT)
