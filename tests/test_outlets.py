"""Outlet files: each earns its place on a page written for it (tests/pages/<file>.html and .txt)."""

import pkgutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors import outlets
from extractors.extract import read
from extractors.plugins import Outlet, load
from extractors.records import Article, Page

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
