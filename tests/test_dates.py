"""Publication as an interval."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from lxml.html import document_fromstring

from extractors.dates import RELATIVE, interval, made, published

FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
EMPTY = "<html><head></head><body><p>No date stands here.</p></body></html>"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stated(article=None, meta=None, html=EMPTY, url="https://norvik.example/story"):
    return published(article or {}, meta or {}, document_fromstring(html), url, FETCHED)


def test_a_day_without_zone_is_widened_by_all_zones_of_the_earth():
    assert interval("2024-04-26", None) == (at("2024-04-25T10:00"), at("2024-04-27T12:00"), "day")


def test_a_second_with_offset_lasts_a_second():
    assert interval("2024-04-26T10:15:30+02:00", None) == (
        at("2024-04-26T08:15:30"),
        at("2024-04-26T08:15:31"),
        "second",
    )


def test_a_minute_with_offset_lasts_a_minute():
    assert interval("2024-04-26T10:15Z", None) == (at("2024-04-26T10:15"), at("2024-04-26T10:16"), "minute")


def test_a_stated_precision_goes_before_the_one_of_the_text():
    assert interval("2024-04-26T10:15:30Z", "minute") == (at("2024-04-26T10:15"), at("2024-04-26T10:16"), "minute")
    assert interval("2024-04-26T10:15:30Z", "day")[2] == "day"


def test_a_time_without_zone_is_no_more_exact_than_a_day():
    earliest, latest, precision = interval("2024-04-26T10:15:30", "second")
    assert precision == "day"
    assert (earliest, latest) == (at("2024-04-25T20:15:30"), at("2024-04-26T22:15:31"))


def test_midnight_sharp_is_a_day_in_disguise():
    assert interval("2024-04-26T00:00:00+00:00", None) == interval("2024-04-26", None)


@pytest.mark.parametrize(
    "text", [None, "", "yesterday", "2024", "2024-04", "2024-13-01", "26/04/2024", "T10:15", "0001-01-01", "9999-12-31"]
)
def test_what_is_no_usable_date_is_unknown(text):
    assert interval(text, None) == (None, None, "unknown")


def test_unknown_precision_says_that_the_date_means_nothing():
    assert interval("2024-04-26", "unknown") == (None, None, "unknown")


@pytest.mark.parametrize(
    "text",
    ["2024-04-26T10:15:30.123456+00:00", "2024-04-26 10:15:30 +0000", "20240426T101530Z", "2024-04-26T10:15:30.5Z"],
)
def test_iso_8601_is_read_in_its_many_dresses(text):
    assert interval(text, None)[0] == at("2024-04-26T10:15:30")


def test_the_interval_always_holds_the_stated_moment():
    for offset in range(-12, 15):
        moment = datetime.fromisoformat("2024-04-26T13:00:00") - timedelta(hours=offset)
        earliest, latest, _ = interval("2024-04-26", None)
        assert earliest <= moment.replace(tzinfo=UTC) < latest


def test_json_ld_goes_before_meta_tags():
    found = stated(
        {"datePublished": "2024-04-26T10:15:30+02:00"}, {"article:published_time": ("2024-04-26T11:00:00+02:00",)}
    )
    assert found.text == "2024-04-26T10:15:30+02:00"
    assert found.flags == ()


def test_a_day_is_made_exact_by_another_statement_of_the_same_day():
    found = stated({"datePublished": "2024-04-26"}, {"article:published_time": ("2024-04-26T11:00:00+02:00",)})
    assert (found.text, found.precision) == ("2024-04-26T11:00:00+02:00", "second")


def test_dates_that_no_zone_explains_are_flagged_and_json_ld_is_kept():
    found = stated({"datePublished": "2024-04-26T10:00:00Z"}, {"article:published_time": ("2024-04-10T10:00:00Z",)})
    assert (found.text, found.flags) == ("2024-04-26T10:00:00Z", ("date_disagrees",))


def test_a_date_in_the_address_agrees_or_not():
    article = {"datePublished": "2024-04-26T10:00:00Z"}
    assert stated(article, url="https://norvik.example/2024/04/26/story").flags == ()
    assert stated(article, url="https://norvik.example/2023/01/02/story").flags == ("date_disagrees",)


def test_a_date_after_the_visit_is_refused():
    assert stated({"datePublished": "2025-04-26T10:00:00Z"}).text is None


def test_a_date_before_the_web_is_a_clock_that_was_never_set():
    assert stated({"datePublished": "1970-01-01T00:00:01Z"}).text is None


def test_mail_dates_become_iso_8601():
    assert stated(meta={"date": ("Fri, 26 Apr 2024 10:15:30 GMT",)}).text == "2024-04-26T10:15:30+00:00"


def test_a_statement_is_always_iso_8601():
    assert stated({"datePublished": "2024-04-26 10:15:30 +0000"}).text == "2024-04-26T10:15:30+00:00"


def test_a_time_element_counts_when_nothing_else_does():
    html = '<html><body><article><time datetime="2024-04-26T10:15:30+02:00">26 April</time><p>Text.</p></article></body></html>'
    assert stated(html=html).text == "2024-04-26T10:15:30+02:00"


@pytest.mark.parametrize("name", ["published", "entry-date published", "dt-published", "entry-date updated published"])
def test_a_time_element_that_is_classed_as_published_keeps_its_hour(name):
    html = f"<html><body><div><h1>Story</h1>by A B on <time class='{name}' datetime='2024-03-08T09:00:00+00:00'>8 March 2024</time><p>Text.</p></div></body></html>"
    found = stated(html=html)
    assert (found.text, found.precision, found.earliest) == (
        "2024-03-08T09:00:00+00:00",
        "second",
        at("2024-03-08T09:00"),
    )


def test_a_time_beside_the_story_is_not_the_storys():
    html = "<html><body><aside><time class='published' datetime='2024-03-01T09:00:00+00:00'>x</time></aside><div><time class='entry-date' datetime='2024-03-08T09:00:00+00:00'>x</time></div></body></html>"
    assert stated(html=html).text == "2024-03-08T09:00:00+00:00"


def test_a_round_hour_with_a_zone_is_a_time():
    assert interval("2024-03-08T09:00:00+00:00", None)[2] == "second"


def test_the_visible_day_is_the_last_resort():
    html = "<html><body><h1>Story</h1><p class='date'>Published on April 26, 2024</p><p>Text.</p></body></html>"
    assert (stated(html=html).text, stated(html=html).precision) == ("2024-04-26", "day")


@pytest.mark.parametrize(
    "value", [5, None, {}, [], True, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "\ud800", "2024-04-26T99:99"]
)
def test_hostile_values_are_no_date(value):
    assert stated({"datePublished": value}).text is None


RDFA = "<p>By A B <span property='{0}' content='2024-04-26T18:25:00+01:00'>26 April 2024</span></p>"


@pytest.mark.parametrize("name", ["datePublished", "schema:datePublished", "dc:created schema:datePublished"])
def test_rdfa_keeps_the_hour_that_the_head_leaves_out(name):
    found = stated(meta={"date": ("2024-04-26",)}, html=f"<html><body>{RDFA.format(name)}</body></html>")
    assert (found.text, found.precision) == ("2024-04-26T18:25:00+01:00", "second")


def test_microdata_keeps_its_hour():
    html = (
        "<html><body><time itemprop='datePublished' content='2024-04-26T09:40:00+01:00'>26/04/2024</time></body></html>"
    )
    assert stated(html=html).text == "2024-04-26T09:40:00+01:00"


@pytest.mark.parametrize("name", ["dc.date.issued", "dc:date.issued", "dcterms:issued", "schema:datepublished"])
def test_the_head_may_spell_its_names_in_several_ways(name):
    assert stated(meta={name: ("2024-04-26T10:15:30Z",)}).text == "2024-04-26T10:15:30Z"


def dated(metadata, day, url="https://norvik.example/story"):
    return published({"datePublished": metadata}, {}, document_fromstring(EMPTY), url, FETCHED, made(day, ()))


def test_a_printed_day_goes_before_metadata_that_were_renewed_later():
    found = dated("2024-05-16T11:42:07+02:00", "2023-03-16")
    assert (found.text, found.flags) == ("2023-03-16", ("date_disagrees",))


def test_a_printed_day_later_than_the_metadata_is_only_flagged():
    found = dated("2023-03-16T11:42:07+02:00", "2024-05-16")
    assert (found.text, found.flags) == ("2023-03-16T11:42:07+02:00", ("date_disagrees",))


@pytest.mark.parametrize("day", ["2024-05-16", "2024-05-15"])
def test_a_printed_day_that_agrees_leaves_the_hour_of_the_metadata(day):
    found = dated("2024-05-16T11:42:07+02:00", day)
    assert (found.text, found.flags) == ("2024-05-16T11:42:07+02:00", ())


def test_metadata_that_the_address_confirms_stand_against_a_printed_day():
    found = dated("2024-05-16T11:42:07+02:00", "2023-03-16", "https://norvik.example/2024/05/16/story")
    assert (found.text, found.flags) == ("2024-05-16T11:42:07+02:00", ("date_disagrees",))


def test_a_printed_day_serves_where_nothing_is_stated():
    assert (
        published({}, {}, document_fromstring(EMPTY), "https://norvik.example/s", FETCHED, made("2024-03-07", ())).text
        == "2024-03-07"
    )


def test_a_relative_day_is_the_last_resort_and_says_so():
    relative = made("2024-05-31", (RELATIVE,))
    found = published({}, {}, document_fromstring(EMPTY), "https://norvik.example/s", FETCHED, relative)
    assert (found.text, found.flags) == ("2024-05-31", (RELATIVE,))
    stated = {"datePublished": "2024-04-26T10:15:30Z"}
    found = published(stated, {}, document_fromstring(EMPTY), "https://norvik.example/s", FETCHED, relative)
    assert (found.text, found.flags) == ("2024-04-26T10:15:30Z", ())


def test_a_time_under_the_heading_goes_before_those_of_other_stories_over_it():
    html = "<html><body><main><time datetime='2024-05-30T09:00:00Z'>x</time><h1>Story</h1><time datetime='2024-03-08T09:00:00Z'>x</time></main></body></html>"
    assert stated(html=html).text == "2024-03-08T09:00:00Z"


CARDS = "".join(
    f"<article class='card'><a href='/{number}/'><h3>{headline}</h3></a><time datetime='2024-03-0{number}'>x</time></article>"
    for number, headline in enumerate(("Der Hafen friert zu", "Паром снова ходит", "港の市場が再開"), start=1)
)


def printed(html, day, **options):
    tree = document_fromstring(html)
    return published({}, {}, tree, "https://norvik.example/story", FETCHED, day and made(day), **options)


def test_a_printed_day_goes_before_an_unmarked_time_of_another_day():
    html = "<html><body><main><h1>Story</h1><p>26 April 2024</p><time datetime='2024-03-08T09:00:00Z'>x</time></main></body></html>"
    assert printed(html, "2024-04-26").text == "2024-04-26"


def test_an_unmarked_time_of_the_printed_day_tells_its_hour():
    html = "<html><body><main><h1>Story</h1><time datetime='2024-04-26T09:00:00Z'>26 April</time></main></body></html>"
    assert printed(html, "2024-04-26").text == "2024-04-26T09:00:00Z"


def test_the_day_of_a_card_is_nobodys_day():
    html = f"<html><body><main><h1>Story</h1><p>Text.</p>{CARDS}</main></body></html>"
    assert printed(html, None).text is None


def test_an_unmarked_time_with_an_hour_does_not_beat_the_bare_day_of_the_head():
    html = "<html><body><main><h1>Story</h1><time datetime='2024-03-08T09:00:00Z'>x</time></main></body></html>"
    assert stated(meta={"date": ("2024-04-26",)}, html=html).text == "2024-04-26"


BERLIN, TOKYO, SYDNEY = (ZoneInfo(name) for name in ("Europe/Berlin", "Asia/Tokyo", "Australia/Sydney"))


@pytest.mark.parametrize(
    ("zones", "earliest", "latest"),
    [
        ((BERLIN,), "2024-04-26T08:15:30", "2024-04-26T10:15:31"),
        ((TOKYO,), "2024-04-26T01:15:30", "2024-04-26T10:15:31"),
        ((BERLIN, SYDNEY), "2024-04-26T00:15:30", "2024-04-26T10:15:31"),
        ((ZoneInfo("America/Lima"),), "2024-04-26T10:15:30", "2024-04-26T15:15:31"),
        ((), "2024-04-25T20:15:30", "2024-04-26T22:15:31"),
    ],
)
def test_a_clock_without_an_offset_is_the_newsrooms_or_utc(zones, earliest, latest):
    assert interval("2024-04-26T10:15:30", None, zones) == (at(earliest), at(latest), "day")


def test_a_clock_of_the_hour_that_comes_twice_may_be_either():
    earliest, latest, _ = interval("2023-10-29T02:30:00", None, (BERLIN,))
    assert (earliest, latest) == (at("2023-10-29T00:30"), at("2023-10-29T02:30:01"))


@pytest.mark.parametrize("text", ["2024-04-26", "2024-04-26T00:00:00", "2024-04-26T10:15:30+02:00"])
def test_a_newsrooms_zone_changes_no_bare_day_and_no_stated_offset(text):
    assert interval(text, None, (TOKYO,)) == interval(text, None)


def test_a_page_of_a_known_zone_is_dated_by_its_clock():
    article = {"datePublished": "2024-04-26T10:15:30"}
    found = published(article, {}, document_fromstring(EMPTY), "https://norvik.example/s", FETCHED, zones=(BERLIN,))
    assert (found.earliest, found.latest) == (at("2024-04-26T08:15:30"), at("2024-04-26T10:15:31"))
    assert (found.text, found.precision) == ("2024-04-26T10:15:30", "day")


def test_no_zone_makes_a_date_after_the_visit_usable():
    article = {"datePublished": "2024-06-04T10:15:30"}
    found = published(article, {}, document_fromstring(EMPTY), "https://norvik.example/s", FETCHED, zones=(SYDNEY,))
    assert (found.text, found.earliest) == (None, None)
