"""Days as people write them, in words and in numbers, in many languages and four calendars."""

import subprocess
import sys
from datetime import date

import pytest

from extractors.calendars import days, is_month, is_weekday

MARCH = date(2024, 3, 7)


def only(text, language=None):
    (found,) = days(text, language)
    return found.day


@pytest.mark.parametrize(
    "text",
    [
        "7 March 2024",
        "March 7th, 2024",
        "Thursday, 7 March, 2024",
        "7 de marzo de 2024",
        "7 mars 2024",
        "7. März 2024",
        "7 marca 2024 r.",
        "7 марта 2024 г.",
        "7 березня 2024",
        "torstaina 7. maaliskuuta 2024",
        "2024. március 7.",
        "7 Mart 2024 Perşembe",
        "7 Μαρτίου 2024",
        "7 मार्च 2024",
        "৭ মার্চ ২০২৪",
        "Thứ Năm, ngày 7 tháng 3 năm 2024",
        "7 במרץ 2024",
        "2024年3月7日（木）",
        "2024년 3월 7일",
        "2024.03.07",
        "2024. 3. 7.",
        "07.03.2024",
        "07.03.24",
    ],
)
def test_a_day_is_read_in_its_language(text):
    assert only(text) == MARCH


@pytest.mark.parametrize(
    "text", ["٧ آذار ٢٠٢٤", "٧ مارس ٢٠٢٤", "۷ مارس ۲۰۲۴", "7 آذار (مارس) 2024", "الخميس ٧ آذار ٢٠٢٤"]
)
def test_the_arab_countries_months_and_digits_are_read(text):
    assert only(text) == MARCH


def test_the_maghrebs_months_are_read():
    assert only("7 غشت 2024") == date(2024, 8, 7)
    assert only("7 جانفي 2024") == date(2024, 1, 7)


def test_the_levants_months_of_two_words_are_read():
    assert only("٣ تشرين الثاني ٢٠٢٣") == date(2023, 11, 3)


@pytest.mark.parametrize("text", ["令和6年3月7日", "民國113年3月7日", "民国一一三年三月七日", "二〇二四年三月七日"])
def test_eras_and_chinese_numbers_are_read(text):
    assert only(text) == MARCH


def test_the_first_year_of_an_era_has_a_name_of_its_own():
    assert only("令和元年五月三十一日") == date(2019, 5, 31)


@pytest.mark.parametrize("text", ["7 มีนาคม 2567", "7 มี.ค. 2567", "วันที่ 7 มีนาคม พ.ศ. 2567", "วันพฤหัสบดี 7/3/2567"])
def test_thai_years_count_from_the_buddha(text):
    assert only(text) == MARCH


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۷ اسفند ۱۴۰۲", MARCH),
        ("1 فروردین 1403", date(2024, 3, 20)),
        ("1 فروردین 1400", date(2021, 3, 21)),
        ("30 اسفند 1399", date(2021, 3, 20)),
    ],
)
def test_the_persian_year_begins_at_the_equinox(text, day):
    assert only(text) == day


def test_a_day_and_month_that_nobody_can_tell_apart_are_no_day():
    assert only("03/09/2024") is None


def test_a_weekday_tells_day_and_month_apart():
    assert only("Sat, 03/09/2024") == date(2024, 3, 9)
    assert only("Τρίτη 03/09/2024") == date(2024, 9, 3)


def test_a_name_of_two_months_is_read_in_the_texts_language():
    assert only("7 listopada 2024", "pl") == date(2024, 11, 7)
    assert only("7. listopada 2024", "hr") == date(2024, 10, 7)
    assert days("7 listopada 2024") == []


def test_short_words_are_not_months_of_small_languages():
    assert only("Published 11:11 PM EST Nov 19, 2019") == date(2019, 11, 19)


@pytest.mark.parametrize(
    "text",
    ["In March 2024", "7 March", "3月7日", "31 February 2024", "12 ferries, 2024 passengers", "Section 4.2.2024.1"],
)
def test_what_lacks_a_part_of_a_date_is_no_day(text):
    assert days(text) == []


def test_days_stand_where_they_are_said_to_stand():
    text = "от ٧ آذار ٢٠٢٤ до 9 марта 2024"
    assert [text[found.start : found.end] for found in days(text)] == ["٧ آذار ٢٠٢٤", "9 марта 2024"]


def test_names_are_known_in_many_languages():
    assert all(map(is_weekday, ("Thursday", "czwartek", "الخميس", "木曜日", "목요일", "חמישי", "Năm")))
    assert all(map(is_month, ("March", "maaliskuuta", "آذار", "มีนาคม")))
    assert not is_weekday("harbour")
    assert not is_month("harbour")


def test_whoever_asks_for_a_locale_later_gets_all_of_it():
    code = (
        "from extractors import calendars; from babel import Locale; calendars.days('5 مارس 2024'); "
        "print(Locale.parse('ja').number_symbols['latn']['decimal'], Locale.parse('ar').currencies['EUR'] != '')"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.stdout.split() == [".", "True"]
