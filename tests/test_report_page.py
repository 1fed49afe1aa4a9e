"""The report in a real browser: what its readers see and do, on the sample and on what is awkward. Long: make test-all.

Screenshots are saved into the folder that RETOLD_SCREENSHOTS names.
"""

import os
import zlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from flows.report import page

from . import reports
from .reports import asked, crowd, hostile, made
from .smalldataset import article
from .test_ui import CHROMIUM, FLAGS, missing

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
A4_WIDTH_PX = 703  # between margins of 12 mm, at 96 a inch
ZONE = "Asia/Kolkata"  # half an hour off, so that no other could be taken for it
KINDS = ("sample", "hostile", "empty", "one", "many")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Reader:
    """A reader of one page, and all that the page asked for or complained of."""

    def __init__(self, browser: Any, path: Path, shots: Path, **how: Any) -> None:
        self.shots = shots
        self.context = browser.new_context(**{"viewport": WIDE, "timezone_id": ZONE, "locale": "en-GB", **how})
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.requested: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.requested.append(request.url))
        self.address = path.resolve().as_uri()
        self.page.goto(self.address)

    def shoot(self, name: str, whole: bool = True) -> None:
        self.page.screenshot(path=str(self.shots / f"report-{name}.png"), full_page=whole)

    def rows(self) -> list[str]:
        """Return the rows of the list that are seen."""
        return [row.inner_text() for row in self.page.locator("#list tbody tr:visible").all()]

    def column(self, place: int) -> list[str]:
        return [one.inner_text() for one in self.page.locator(f"#list tbody tr:visible td:nth-child({place})").all()]

    def close(self) -> None:
        self.context.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if wanting := missing():
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(wanting)
        pytest.skip(wanting)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=list(FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("RETOLD_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def folders(output: Path, published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Datasets by kind, each with its report."""
    base = tmp_path_factory.mktemp("reports")
    found = {
        "sample": output / "sample",
        "hostile": hostile(base / "hostile"),
        "empty": published / "late-pad",
        "one": made(base / "one", [article(name, reports.prose(name), title=name) for name in ("alpha", "bravo")]),
        "many": made(base / "many", crowd(480)),
    }
    assert (found["sample"] / "report.html").is_file()  # the run has left it there
    for folder in found.values():
        page.write(folder)
    return found


@pytest.fixture
def read(browser: Any, folders: dict[str, Path], shots: Path) -> Iterator[Any]:
    readers: list[Reader] = []

    def opened(kind: str = "sample", **how: Any) -> Reader:
        readers.append(Reader(browser, folders[kind] / "report.html", shots, **how))
        return readers[-1]

    yield opened
    for reader in readers:
        assert reader.said == []  # no error, and nothing that the policy has kept out
        assert set(reader.requested) == {reader.address}
        reader.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(read: Any, kind: str, scheme: str) -> None:
    reader = read(kind, color_scheme=scheme)
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    reader.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = reader.page.evaluate(f"(() => {{ {axe} }})(); axe.run()")
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []
    assert len(found["passes"]) > 20
    reader.page.reload()
    reader.shoot(f"{kind}-{scheme}")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_on_a_phone(read: Any, kind: str) -> None:
    reader = read(kind, viewport=PHONE, has_touch=True, is_mobile=True)
    reader.shoot(f"{kind}-phone")
    reader.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wide = reader.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => one.closest("svg") === null
            && !one.matches(".skip, .hidden, .skip *, .hidden *") && one.getBoundingClientRect().width > 0
            && (one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1))
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not reader.page.evaluate(
        "[...document.querySelectorAll('body *')].some((one) => one.scrollWidth > one.clientWidth + 1"
        " && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))"
    )


def test_every_view_of_the_sample_is_there_with_the_datasets_numbers(read: Any, folders: dict[str, Path]) -> None:
    reader = read()
    ((articles, voices, outlets, languages, _, _, presumed),) = asked(folders["sample"], "FROM summary")
    figures = reader.page.locator("[data-figure]").all_inner_texts()
    assert [int(one.replace(",", "")) for one in figures] == [articles, voices, outlets, languages, presumed]
    for name, _ in page.VIEWS:
        assert reader.page.locator(f"section#{name} h2").is_visible()
        assert reader.page.locator(f"section#{name} .sql").count() == 1
    assert reader.page.locator("#time .bars path").count() == languages
    assert reader.page.locator("#first tbody tr").count() == languages
    assert reader.page.locator("#list tbody tr").count() == articles
    assert (
        reader.page.locator(".telling").count()
        == asked(folders["sample"], "SELECT count(*) FROM tellings WHERE articles > 1")[0][0]
    )
    assert reader.page.locator("#headline .tag").count() == 3  # the demo's second visit finds one new and two changed


def test_the_graph_is_drawn_where_it_should_be(read: Any, folders: dict[str, Path]) -> None:
    reader = read()
    drawn = reader.page.locator(".graph.wide a").count()
    lines = reader.page.locator(".graph.wide .e path").count()
    assert (
        lines
        == asked(folders["sample"], "SELECT count(DISTINCT url) FROM retellings WHERE direction = 'known'")[0][0]
        + reader.page.locator(".graph.wide .e:not(.known) path").count()
    )
    boxes = reader.page.locator(".graph.wide a > :last-child").evaluate_all(
        "(all) => all.map((one) => { const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })"
    )
    apart = min((x - a) ** 2 + (y - b) ** 2 for place, (x, y) in enumerate(boxes) for a, b in boxes[:place]) ** 0.5
    assert drawn == len(boxes) > 40
    assert apart > 9  # pixels: no article covers another
    assert reader.page.locator(".graph.narrow").is_hidden()
    reader.page.locator(".graph.wide").screenshot(path=str(reader.shots / "report-graph.png"))
    reader.page.locator(".graph.wide a circle").first.click()
    assert reader.page.locator("tr:target").is_visible()


def test_no_arrow_stands_where_the_direction_is_unknown(read: Any) -> None:
    reader = read()
    ends = reader.page.locator(".graph.wide .e").evaluate_all(
        "(all) => all.map((one) => [one.classList.contains('known'), getComputedStyle(one.querySelector('path')).markerEnd !== 'none'])"
    )
    assert {tuple(one) for one in ends} == {(True, True), (False, False)}


def test_the_list_is_filtered_as_one_types(read: Any, folders: dict[str, Path]) -> None:
    reader = read()
    (outlet, count) = asked(
        folders["sample"], "SELECT outlet_name, count(*) FROM articles GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT 1"
    )[0]
    reader.page.locator("input[name=words]").fill(outlet.upper())
    assert reader.rows() != []
    assert all(outlet in row for row in reader.rows())
    assert reader.page.locator("#count").inner_text().startswith(f"{len(reader.rows())} of ")
    assert len(reader.rows()) >= count
    reader.page.locator("input[name=words]").fill("no such word anywhere")
    assert reader.rows() == []
    reader.page.get_by_role("button", name="Reset").click()
    reader.page.locator("select[name=language]").select_option("Japanese")
    assert set(reader.column(3)) == {"Japanese"}
    assert len(reader.rows()) == asked(folders["sample"], "SELECT count(*) FROM articles WHERE language = 'ja'")[0][0]
    reader.page.locator("select[name=language]").select_option("")
    reader.page.locator("select[name=what]").select_option("presumed retellings")
    assert len(reader.rows()) == asked(folders["sample"], "SELECT presumed_retellings FROM summary")[0][0]
    reader.page.locator("select[name=what]").select_option("originals")
    assert (
        len(reader.rows())
        == asked(folders["sample"], "SELECT count(*) FROM articles WHERE is_original AND NOT presumed_retelling")[0][0]
    )
    reader.page.locator("select[name=what]").select_option("new since the last run")
    assert len(reader.rows()) == 1


def test_the_list_is_sorted_by_mouse(read: Any) -> None:
    reader = read()
    heading = reader.page.locator("#list th").nth(1)
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    upwards = reader.column(2)
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert sorted(upwards) == sorted(reader.column(2))
    assert (upwards[0], upwards[-1]) == (reader.column(2)[-1], reader.column(2)[0])
    assert reader.page.locator("#list th[aria-sort]").count() == 1


def test_the_list_is_filtered_sorted_and_unfolded_by_keyboard(read: Any) -> None:
    reader = read()
    keyboard = reader.page.keyboard
    reader.page.locator("input[name=words]").focus()
    keyboard.type("wire")
    assert 0 < len(reader.rows()) < 90
    for _ in range(4):  # language, what, reset, the first heading
        keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Published (UTC)"
    keyboard.press("Enter")
    assert reader.page.locator("#list th").first.get_attribute("aria-sort") == "descending"
    told = reader.column(1)
    dated = [one for one in told if one != "no date"]
    assert dated == sorted(dated, reverse=True)
    assert told == [*dated, *["no date"] * (len(told) - len(dated))]  # what has no date stays last
    reader.page.locator(".telling summary").first.focus()
    keyboard.press("Enter")
    assert reader.page.locator(".telling .members").first.is_visible()
    keyboard.press("Enter")
    assert reader.page.locator(".telling .members").first.is_hidden()


def test_tellings_open_one_by_one_and_all_at_once(read: Any) -> None:
    reader = read()
    tellings = reader.page.locator(".telling")
    tellings.nth(1).locator("summary").click()
    assert tellings.nth(1).locator("li p").first.is_visible()
    reader.page.get_by_role("button", name="Open all").click()
    assert reader.page.locator(".telling[open]").count() == tellings.count()
    reader.shoot("opened")
    reader.page.get_by_role("button", name="Close all").click()
    assert reader.page.locator(".telling[open]").count() == 0


def test_a_link_to_an_article_leads_to_its_row_though_it_is_filtered_or_on_another_page(read: Any) -> None:
    reader = read("many")
    reader.page.locator("input[name=words]").fill("no such word anywhere")
    reader.page.evaluate("location.hash = '#a400'")
    reader.page.locator("#a400").wait_for(state="visible")
    assert reader.page.locator("#a400").evaluate(
        "(one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )


def test_a_long_list_is_paged(read: Any) -> None:
    reader = read("many")
    first = reader.column(2)
    assert len(first) == 200
    assert reader.page.locator("#count").inner_text() == "1 to 200 of 480 of 480 articles"
    reader.page.get_by_role("button", name="Later rows").press("Enter")
    assert reader.column(2) != first
    reader.page.get_by_role("button", name="Later rows").click()
    assert len(reader.rows()) == 80
    assert reader.page.get_by_role("button", name="Later rows").is_disabled()


def test_times_tell_the_readers_own_zone(read: Any) -> None:
    reader = read()
    for place in ("#list time", "#headline time"):
        time = reader.page.locator(place).first
        time.hover()
        said = time.get_attribute("title")
        assert "GMT+5:30" in said or "IST" in said
    assert reader.page.locator("#list time").first.inner_text() == "2024-03-04 23:20"
    assert "04:50" in reader.page.locator("#list time").first.get_attribute("title")


def test_it_is_read_without_scripts_too(read: Any) -> None:
    reader = read(java_script_enabled=False)
    assert reader.page.locator("#list tbody tr").count() == 96
    assert reader.page.locator("form").is_hidden()
    reader.page.locator(".telling summary").first.click()
    assert reader.page.locator(".telling .members").first.is_visible()


@pytest.mark.parametrize("kind", ["sample", "hostile"])
def test_on_paper_nothing_is_cut(read: Any, kind: str) -> None:
    reader = read(kind, viewport={"width": A4_WIDTH_PX, "height": 1000})
    paper = reader.page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
    (reader.shots / f"report-{kind}.pdf").write_bytes(paper)
    assert b"/StructTreeRoot" in paper  # it can be read aloud
    reader.page.emulate_media(media="print")
    wide = reader.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => getComputedStyle(one).display !== "none"
            && (one.closest("svg") === null || one.tagName === "svg") && !one.matches(".hidden, .hidden *, .sql *")
            && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert reader.page.locator(".members, .relations").evaluate_all(
        "(all) => all.every((one) => one.checkVisibility())"
    )
    reader.shoot(f"{kind}-paper")


def test_what_strangers_wrote_runs_nowhere(read: Any) -> None:
    reader = read("hostile")
    reader.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert reader.page.locator("#list").get_by_text(reports.SCRIPT).count() > 0
    assert reader.page.locator("h1").inner_text() == f"Bridges {reports.SCRIPT} & more"
    assert reader.page.locator("#list a[lang=ar]").first.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert reader.page.locator("footer").is_visible()


def test_the_sample_takes_no_more_than_the_prototype_did(folders: dict[str, Path]) -> None:
    html = (folders["sample"] / "report.html").read_bytes()
    assert len(html) < 134 * 1024  # 165 articles, with fewer views and without SQL or evidence
    assert len(zlib.compress(html)) < 50 * 1024
