"""Outlet files: each earns its place on a page written for it (tests/pages/<file>.html and .txt). The known outlets."""

import csv
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz

from extractors import mastheads, outlets
from extractors.extract import read
from extractors.mastheads import COLUMNS
from extractors.mastheads import TABLE as TABLE_FILE
from extractors.plugins import Outlet, load
from extractors.records import Article, Page
from extractors.urls import host, registered_domain
from flows.dataset import Dataset

PAGES = Path(__file__).parent / "pages"
FILES = sorted(module.name for module in pkgutil.iter_modules(outlets.__path__))


def outlet_of(file: str) -> Outlet:
    return __import__(f"extractors.outlets.{file}", fromlist=["OUTLET"]).OUTLET


def read_page(file: str, known: Mapping[str, Outlet]) -> Article:
    path = PAGES / f"{file}.html"
    assert path.exists(), f"write {path}: a page of your own that shows why the general reader needs {file}.py"
    url = f"https://www.{outlet_of(file).domains[0]}/2024/05/14/story"
    page = Page(
        url=url,
        final_url=url,
        fetched_at=datetime(2024, 5, 15, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        body=path.read_bytes(),
    )
    return read(page, known)


def expected(file: str) -> str:
    return (PAGES / f"{file}.txt").read_text(encoding="utf-8").strip()


def test_every_outlet_file_loads_under_its_own_name():
    assert len(load(outlets, Outlet)) == len(FILES)


def test_no_two_outlets_claim_one_domain():
    domains = [domain for outlet in load(outlets, Outlet).values() for domain in outlet.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize("file", FILES)
def test_an_outlet_file_gives_the_story_and_nothing_else(file):
    assert read_page(file, load(outlets, Outlet)).text == expected(file)


@pytest.mark.parametrize("file", FILES)
def test_without_its_file_the_page_is_read_worse(file):
    assert read_page(file, {}).text != expected(file)


@pytest.mark.parametrize("file", FILES)
def test_an_outlet_file_names_its_outlet_and_country(file):
    outlet = outlet_of(file)
    article = read_page(file, load(outlets, Outlet))
    assert (article.outlet, article.outlet_name, article.country) == (outlet.domains[0], outlet.name, outlet.country)


def test_a_stated_place_of_the_text_is_taken_as_it_is():
    known = {"x": Outlet(name="The Norvik Courier", domains=("norvik.example",), text="//div[@id='story']")}
    story = "<p>Short.</p><p>The harbour of Norvik opens again on Monday, and the ferries sail as they did before the storm of last week.</p><p>The council has paid for the wall, the port for the cranes, and the insurers for both of them in the end.</p>"
    html = f"<html><body><div><p>{'Other things that stand on this page and are long. ' * 20}</p></div><div id='story'>{story}</div></body></html>"
    page = Page(
        url="https://norvik.example/a",
        final_url="https://norvik.example/a",
        fetched_at=datetime(2024, 5, 15, tzinfo=UTC),
        status=200,
        content_type="text/html",
        body=html.encode(),
    )
    article = read(page, known)
    assert article.text.splitlines()[0] == "Short."
    assert len(article.text.splitlines()) == 3
    assert (article.extractor, article.outlet_name) == ("outlet", "The Norvik Courier")


TABLE = list(csv.reader(TABLE_FILE.read_text(encoding="utf-8").splitlines()))
ROWS = [dict(zip(COLUMNS, fields, strict=True)) for fields in TABLE[1:]]
KNOWN = mastheads.rows()


def test_the_table_has_its_columns_and_a_wide_world():
    assert tuple(TABLE[0]) == COLUMNS
    assert len(ROWS) >= 250
    assert len({row["country"] for row in ROWS}) >= 50
    assert len([row for row in ROWS if row["type"] == "agency"]) >= 50


def is_well_formed(row: Mapping[str, str]) -> bool:
    placeless = row["type"] in (mastheads.AGGREGATOR, mastheads.PLATFORM)
    return all(
        [
            all(value == " ".join(value.split()) for value in row.values()),
            row["name"] and row["domains"] and row["type"] in mastheads.TYPES,
            row["language"] == "" or re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", row["language"]),
            all(name and name != row["name"] for name in row["also"].split("; ") if row["also"]),
            bool(row["country"]) == bool(row["zone"]) and (row["country"] or placeless),
        ]
    )


def test_every_row_of_the_table_is_well_formed():
    assert [row for row in ROWS if not is_well_formed(row)] == []


def test_zone_and_country_of_a_row_belong_together():
    placed = [row for row in ROWS if row["zone"]]
    assert [row for row in placed if ZoneInfo(row["zone"]).key not in pytz.country_timezones[row["country"]]] == []


def test_no_domain_stands_in_two_rows_and_rows_are_in_order():
    domains = [domain for row in KNOWN for domain in row["domains"]]
    assert [domain for domain, times in Counter(domains).items() if times > 1] == []
    assert [row["outlet"] for row in KNOWN] == sorted(row["outlet"] for row in KNOWN)


def is_domain(domain: str, row: Mapping[str, Any]) -> bool:
    registered = registered_domain(f"https://{domain}/")
    own = domain == registered or (domain.endswith(f".{registered}") and registered not in row["domains"])
    return own and host(f"https://{domain}/") == domain


def test_domains_are_registered_ones_or_hosts_under_one():
    assert [domain for row in KNOWN for domain in row["domains"] if not is_domain(domain, row)] == []


@pytest.mark.parametrize("file", FILES)
def test_an_outlet_file_and_the_table_agree(file):
    outlet = outlet_of(file)
    row = mastheads.known(f"https://{outlet.domains[0]}/")
    if row is not None:
        assert (outlet.name, outlet.domains[0]) == (row.name, row.outlet)
        assert outlet.country in (None, row.country)


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://edition.cnn.com/2024/a", "cnn.com"),
        ("https://cnnespanol.cnn.com/a", "cnn.com"),
        ("https://www.bbc.co.uk/news/a", "bbc.com"),
        ("https://www.theguardian.com/australia-news/a", "theguardian.com"),
        ("https://www.aljazeera.net/a", "aljazeera.com"),
        ("https://www.voachinese.com/a", "voanews.com"),
        ("https://sport.oglobo.globo.com/a", "oglobo.globo.com"),
        ("https://www.globo.com/a", None),
        ("https://notcnn.com/a", None),
        ("https://cnn.com.example/a", None),
        ("https://com/a", None),
        ("http://192.0.2.7/a", None),
        ("file:///saved/a.html", None),
    ],
)
def test_an_edition_is_its_outlet_and_what_only_sounds_like_it_is_not(url, outlet):
    row = mastheads.known(url)
    assert (row and row.outlet) == outlet


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://quay.substack.com/p/a", "quay.substack.com"),
        ("https://www.substack.com/a", None),
        ("https://quay.wordpress.com/2024/a", "quay.wordpress.com"),
        ("https://medium.com/@quay/a-1", "medium.com/@quay"),
        ("https://medium.com/p/12", None),
        ("https://medium.com/about", None),
        ("https://quay.medium.com/a", "quay.medium.com"),
        ("https://note.com/quay/n/a", "note.com/quay"),
        ("https://www.facebook.com/quay/posts/1", None),
        ("https://www.bbc.com/news/a", None),
    ],
)
def test_whoever_writes_on_a_platform_is_an_outlet_of_its_own(url, own):
    assert mastheads.tenant(url) == own


@pytest.mark.parametrize(
    ("name", "outlet"),
    [("The Associated Press", "apnews.com"), ("REUTERS", "reuters.com"), ("연합뉴스", "yna.co.kr"), ("新华社", "xinhuanet.com"),
     ("The Guardian", None), ("Skarvik Bugle", None), ("", None), ("—", None)],
)  # fmt: skip
def test_names_that_several_have_name_nobody(name, outlet):
    row = mastheads.called(name)
    assert (row and row.outlet) == outlet


def test_reading_a_module_does_not_read_the_table():
    code = "from extractors import extract, mastheads; print(mastheads._table.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "0\n"


def described(*outlets: tuple[str, str]) -> list[tuple[object, ...]]:
    with Dataset() as dataset:
        dataset.connection.executemany("INSERT INTO core.outlets (outlet, name) VALUES ($1, $2)", list(outlets))
        for _ in range(2):
            dataset.load("load/outlets", KNOWN)
        return dataset.connection.execute(
            "SELECT outlet, name, country, zone, type, owner, hosts FROM core.outlets ORDER BY outlet"
        ).fetchall()


def test_known_outlets_carry_what_is_known_and_others_keep_what_they_have():
    assert described(
        ("bbc.com", "BBC News"), ("norvik.example", "The Norvik Courier"), ("quay.substack.com", "Quay")
    ) == [
        (
            "bbc.com",
            "BBC",
            "GB",
            "Europe/London",
            "broadcaster",
            "British Broadcasting Corporation",
            ["bbc.com", "bbc.co.uk"],
        ),
        ("norvik.example", "The Norvik Courier", None, None, None, None, None),
        ("quay.substack.com", "Quay", None, None, "blog", None, None),
    ]
    assert described(("note.com/quay", "Quay"), ("substack.com", "x"))[0][4] == "blog"


def test_what_left_the_table_is_known_no_more():
    with Dataset() as dataset:
        dataset.connection.execute("INSERT INTO core.outlets (outlet, name) VALUES ('bbc.com', 'BBC')")
        dataset.load("load/outlets", KNOWN)
        dataset.load("load/outlets", [row for row in KNOWN if row["outlet"] != "bbc.com"])
        assert dataset.connection.execute("SELECT type, zone, hosts FROM core.outlets").fetchall() == [
            (None, None, None)
        ]
