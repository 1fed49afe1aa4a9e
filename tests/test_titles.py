"""The title of a page, and the outlet whose name it bears."""

import pytest
from lxml.html import document_fromstring

from extractors.titles import choose, outlet, stated


def of(title, body="", domain="norvik-courier.example"):
    return outlet(
        document_fromstring(f"<html><head><title>{title}</title></head><body>{body}<p>x</p></body></html>"), domain
    )


LINK = "<a href='/'>{0}</a>"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The wall is rebuilt | The Bay Gazette", "The Bay Gazette"),
        ("The Bay Gazette - The wall is rebuilt", "The Bay Gazette"),
        ("港の壁を再建へ｜港日報", "港日報"),
        ("港墙重建_社会_港报网", "港报网"),
        ("חומת הנמל | העוגן", "העוגן"),
        ("Стена :: Город :: Вечерний мол", "Вечерний мол"),
        ("Küstenblatt: Die Mauer wird gebaut", "Küstenblatt"),
    ],
)
def test_the_link_to_the_front_page_confirms_the_outlets_name(title, name):
    assert of(title, LINK.format(name)) == name


def test_a_logo_confirms_it_with_or_without_its_motto():
    assert of("The wall - Falochron", "<img alt='Falochron, the paper of the pier'>") == "Falochron"


def test_the_domain_confirms_it():
    assert of("The wall — Norvik Courier") == "Norvik Courier"


@pytest.mark.parametrize(
    "title", ["The wall - why it fell", "The wall", "", "News - The wall", "The wall | " + "The Bay Gazette " * 4]
)
def test_what_nothing_confirms_is_no_outlet(title):
    assert of(title, LINK.format("The Bay Gazette")) is None


def test_a_short_heading_in_signs_is_a_title():
    page = document_fromstring(
        "<html><head><title>漁師の声 | 港日報</title></head><body><h1>漁師の声</h1></body></html>"
    )
    assert stated({}, {}, page) == ("漁師の声", "漁師の声 | 港日報")


@pytest.mark.parametrize(
    ("statements", "names", "title"),
    [
        (
            ("“We stay” – traders say no - The Quay", "“We stay” – traders say no"),
            ("The Quay",),
            "“We stay” – traders say no",
        ),
        (("Kai in Not » Elbkurier",), ("Elbkurier",), "Kai in Not"),
        (("港墙重建｜港报网",), ("港报网",), "港墙重建"),
        (("屋根の費用は誰が払う：岸壁新報", "屋根の費用は誰が払う"), ("岸壁新報",), "屋根の費用は誰が払う"),
        (("Grève au port : la nuit la plus longue",), ("La Jetée",), "Grève au port : la nuit la plus longue"),
        (("Хто відновить дах? — Вісті Причалу",), ("Вісті Причалу",), "Хто відновить дах?"),
    ],
)
def test_the_outlet_leaves_a_title_and_a_dash_of_its_own_stays(statements, names, title):
    assert choose(statements, names) == title


def test_a_short_heading_that_the_title_lacks_is_a_logo():
    page = document_fromstring("<html><head><title>漁師の声を聞く</title></head><body><h1>港日報社</h1></body></html>")
    assert stated({}, {}, page) == ("漁師の声を聞く",)


@pytest.mark.parametrize(
    "heading",
    ["<h1><a href='/'>The Bay Gazette</a></h1>", "<h1>The Bay Gazette</h1>"],
)
def test_a_heading_that_is_the_outlets_name_is_no_title_and_confirms_the_outlet(heading):
    title = "The harbour wall is rebuilt after the flood - The Bay Gazette"
    page = document_fromstring(f"<html><head><title>{title}</title></head><body>{heading}</body></html>")
    assert stated({}, {}, page) == (title,)
    assert outlet(page, "a.example") == "The Bay Gazette"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("The wall is rebuilt | The Bay Gazette", "<h1>The wall is rebuilt</h1>"),
        ("The Bay Gazette - The wall is rebuilt", "<h1>The wall is rebuilt</h1>"),
        ("The wall is rebuilt", "<h1><a href='/2026/the-wall'>The wall is rebuilt</a></h1>"),
        ("The wall is rebuilt", "<h1><a href=''>The wall is rebuilt</a></h1>"),
        ("The wall is rebuilt - The Bay", "<h1><a href='/'>The Bay</a> The wall is rebuilt</h1>"),
    ],
)
def test_a_heading_that_is_the_headline_stays_a_title(title, heading):
    page = document_fromstring(f"<html><head><title>{title}</title></head><body>{heading}</body></html>")
    assert len(stated({}, {}, page)) == 2


def test_a_statement_that_is_only_the_outlets_name_is_chosen_where_nothing_else_is_stated():
    assert choose(("The Bay Gazette", "The wall is rebuilt"), ("The Bay Gazette",)) == "The wall is rebuilt"
    assert choose(("The Bay Gazette",), ("The Bay Gazette",)) == "The Bay Gazette"
