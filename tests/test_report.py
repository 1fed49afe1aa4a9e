"""The report: what it says of small datasets, counted by hand or by the views, and what strangers cannot do to it."""

import re
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.errors import StopError
from flows.dataset import Dataset, names_in
from flows.report import charts, evidence, facts, page, palette, scale, tongues, words
from flows.report.kinship import kinship
from flows.report.lean import lean

from . import awkward, reports
from .reports import Element, asked, hostile, made, numbers, read, rows, section, written
from .smalldataset import article
from .wronguse import Command

MOST_BYTES = 3_000_000  # at 3,000 articles


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the awkward dataset, of which every answer is counted by hand."""
    folder = tmp_path_factory.mktemp("awkward")
    awkward.snapshot(folder)
    return folder


@pytest.fixture(scope="module")
def tree(told: Path) -> Element:
    return read(written(told))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def attack(attacked: Path) -> Element:
    return read(written(attacked))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    with Dataset(folder / "work.duckdb") as dataset:
        dataset.publish(folder)
    return folder


# Every number is the dataset's.


def test_the_views_stand_in_their_order(tree: Element) -> None:
    named = [one.attributes["id"] for one in tree.all("section")]
    assert named == [name for name, _ in page.VIEWS]
    assert [one.attributes["href"] for nav in tree.all("nav") for one in nav.all("a")] == [f"#{name}" for name in named]


def test_the_headline_numbers_are_those_of_summary(told: Path, tree: Element) -> None:
    figures = {
        one.attributes["data-figure"]: one.text
        for one in tree.all("span", class_="figure")
        if "data-figure" in one.attributes
    }
    ((articles, voices, outlets, languages, _, _, presumed),) = asked(told, "FROM summary")
    assert figures == {
        "articles": str(articles), "voices": str(voices), "outlets": str(outlets), "languages": str(languages),
        "presumed retellings": str(presumed),
    }  # fmt: skip
    assert (articles, voices, presumed) == (17, 14, 1)
    shares = [
        int(numbers(one.text)[0]) for figure in tree.all("figure", class_="composition") for one in figure.all("li")
    ]
    assert sum(shares) == articles


def test_coverage_over_time_is_that_of_the_views(told: Path, tree: Element) -> None:
    lanes, days = section(tree, "time").all("table")
    by_language = asked(told, "SELECT articles, tellings, own_tellings, outlets FROM coverage_by_language")
    assert [tuple(map(int, row[2:6])) for row in rows(lanes)] == by_language
    counted = asked(told, "SELECT day, sum(articles) FROM coverage_by_day GROUP BY day ORDER BY day NULLS LAST")
    assert [(row[0], int(row[1])) for row in rows(days)] == [
        (str(day or "no date"), int(count)) for day, count in counted
    ]


def test_every_language_has_its_bars_and_nothing_is_left_out_of_the_table(told: Path, tree: Element) -> None:
    lanes, days = section(tree, "time").all("table")
    dated = asked(told, "SELECT count(DISTINCT language) FROM coverage_by_day WHERE day IS NOT NULL")[0][0]
    assert sum(bool(list(one.all("path"))) for one in lanes.all("svg", class_="bars")) == dated
    assert sum(int(row[1]) for row in rows(days)) == 17


def test_who_was_first_says_how_late_and_how_sure(told: Path, tree: Element) -> None:
    (table,) = section(tree, "first").all("table")
    found = {row[0].split()[0]: row for row in rows(table)}
    assert found["English"][1:4] == ["Alpha", "2024-03-04 08:00", "+0 h"]
    assert found["French"][3] == "+24 h"
    assert found["French"][6] == "English (translation)"
    assert found["Russian"][5] == "1 other may be as early"
    assert found["Unknown"][1:4] == ["unknown", "no date", ""]
    lags = asked(told, "SELECT delay_hours FROM first_by_language ORDER BY published NULLS LAST, language")
    assert [numbers(row[3]) for row in rows(table)] == [[] if lag is None else [f"{lag:g}"] for (lag,) in lags]


def test_the_flow_from_language_to_language_is_that_of_the_view(told: Path, tree: Element) -> None:
    heat, table = section(tree, "flow").all("table")
    flow = asked(told, "SELECT retellings, whole_retellings, outlets FROM language_flow ORDER BY retellings DESC")
    assert [tuple(map(int, row[2:5])) for row in rows(table)] == flow
    cells = [
        cell.text
        for row in rows_of(heat)
        for cell in row
        if cell.tag == "td" and "sum" not in cell.attributes.get("class", "")
    ]
    assert sum(map(int, filter(None, cells))) == sum(row[0] for row in flow)


def rows_of(table: Element) -> list[list[Element]]:
    (body,) = table.all("tbody")
    return [[cell for cell in row.children if isinstance(cell, Element)] for row in body.all("tr")]


def test_own_and_retold_articles_of_all_outlets_are_those_of_the_view(told: Path, tree: Element) -> None:
    view = section(tree, "outlets")
    (table,) = view.all("table")
    sums = [sum(int(row[place]) for row in rows(table)) for place in (2, 4, 5, 6, 7)]
    once = {
        name: int(next(iter(one.all("b"))).text)
        for one in view.all("p")
        for name in ("own", "retold", "rest")
        if list(one.all("i", class_=name))
    }
    ((articles, own, retold, by_others),) = asked(
        told, "SELECT sum(articles), sum(own_tellings), sum(retold_from_others), sum(retold_by_others) FROM coverage_by_outlet"
    )  # fmt: skip
    assert sums[0] + sum(once.values()) == articles
    assert sums[1] + once.get("own", 0) == own
    assert sums[2] + once.get("retold", 0) == retold
    assert sums[4] == by_others


def test_every_relation_of_the_view_stands_in_a_telling_or_in_the_table(told: Path, tree: Element) -> None:
    view = section(tree, "retellings")
    whole = [one.text for list_ in view.all("ol", class_="members") for one in list_.all("p")]
    parts = [one.text for table in view.all("table", class_="relations") for one in table.all("p")]
    kinds = [evidence.kind(kind) for (kind,) in asked(told, "SELECT kind FROM retellings")]
    shown = [text.lower() for text in (*whole, *parts)]
    assert len(shown) == len(kinds)
    for kind in set(kinds):
        assert sum(re.match(rf"{kind}\b", text) is not None for text in shown) == kinds.count(kind)


def test_a_telling_opens_into_its_articles_with_the_evidence_of_each(tree: Element) -> None:
    (first,) = section(tree, "retellings").all("details", class_="telling")
    members = list(first.all("li"))
    assert [one.text.partition(",")[0] for one in members] == ["original Alpha", "Bravo", "Charlie", "Delta"]
    assert [one.attributes.get("class", "") for one in members] == ["", "d1", "d2", "d1"]  # charlie copied bravo
    assert "words in common" in members[1].text
    assert "by a link (" in members[1].text
    assert "Translation of Alpha" in members[3].text
    assert "open" not in first.attributes


def test_the_graph_draws_each_related_article_and_its_best_source_only(told: Path, tree: Element) -> None:
    (wide,) = tree.all("svg", class_="wide")
    related = asked(
        told, "SELECT count(DISTINCT url) FROM (SELECT url FROM retellings UNION ALL SELECT of_url FROM retellings)"
    )[0][0]
    assert len(list(wide.all("a"))) == related
    lines = [one for group in wide.all("g", class_="e") for one in group.all("path")]
    assert len(lines) == asked(told, "SELECT count(DISTINCT url) FROM retellings")[0][0]
    ids = {row.attributes["id"] for row in section(tree, "articles").all("tr") if "id" in row.attributes}
    assert {one.attributes["href"].removeprefix("#") for one in wide.all("a")} <= ids


def test_what_changed_shows_figures_and_names_whole(told: Path, tree: Element) -> None:
    view = section(tree, "changes")
    groups = {one.text.partition(":")[0]: one for one in view.all("details", class_="data")}
    counts = dict(asked(told, "SELECT what, count(*) FROM changes GROUP BY what"))
    heads = {name: int(numbers(next(iter(one.all("summary"))).text)[0]) for name, one in groups.items()}
    assert heads == {
        "Figures": counts["number"], "Names": counts["name"], "Quotations": counts["quotation"],
        "Sentences and headlines": counts["sentence"],
    }  # fmt: skip
    figures = [row for table in groups["Figures"].all("table") for row in rows(table)]
    assert ["1,200", "2,100"] in figures
    assert any(
        "Penrose" in row[0] and "Penrise" in row[-1] for table in groups["Names"].all("table") for row in rows(table)
    )


def test_original_and_translation_stand_side_by_side(tree: Element) -> None:
    sides = section(tree, "sides")
    first = next(iter(sides.all("details", class_="side")))
    assert "Pont fermé" in first.text
    assert "The harbour town of Quillby closed its only bridge on Monday" in first.text
    originals = [one for one in first.all("div") if "orig" in one.attributes.get("class", "")]
    assert {one.attributes["lang"] for one in originals} == {"fr"}
    bare = [one.text for one in sides.all("li")]
    assert sum("Третий день" in one or "Аптека" in one for one in bare) == 2


def test_health_adds_up_to_the_ledger_and_names_what_is_unknown(told: Path, tree: Element) -> None:
    view = section(tree, "health")
    ledger = next(iter(view.all("table")))
    assert sum(int(row[3]) for row in rows(ledger)) == asked(told, "SELECT sum(items) FROM ledger")[0][0]
    assert "articles in a language that nobody can tell" in view.text
    assert "articles without a date" in view.text
    assert "Reuters" in view.text  # the mark of a source that is not here
    assert "articles[1]" in view.text  # the editor's word
    assert "no: " in view.text  # one that meets nothing


def test_the_list_has_every_article_with_what_it_is(told: Path, tree: Element) -> None:
    (table,) = section(tree, "articles").all("table")
    found = rows(table)
    assert len(found) == 17
    assert (
        sum(row[4].startswith("original") for row in found)
        == asked(told, "SELECT count(*) FROM articles WHERE is_original")[0][0]
    )
    assert sum("presumed retelling" in row[4] for row in found) == 1
    assert [row[0] for row in found if row[1] == "Golf"] == ["no date"]
    assert [row[0] for row in found if row[1] == "Charlie"] == ["2024-03-05"]  # no hour is made up
    linked = [one.attributes["href"] for row in rows_of(table) for one in row[3].all("a")]
    assert sorted(linked) == sorted(url for (url,) in asked(told, "SELECT url FROM articles"))


def test_behind_every_view_stands_the_sql_that_made_it(told: Path, tree: Element) -> None:
    shown = [
        one.children[0].text
        for section_ in tree.all("section")
        for one in section_.all("pre")
        if isinstance(one.children[0], Element)
    ]
    files = {" ".join(facts.asked(name).split()) for name in names_in("report")}
    assert set(shown) == files
    for name in names_in("report"):
        asked(told, facts.asked(name))  # it may be copied into `retold query`: no parameter, one statement
    assert all(list(one.all("pre")) for one in tree.all("section"))


# What is new.


def test_a_first_run_is_all_new_and_a_second_says_what_came(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.load("load/runs", [run("one", 0, "running")])
        dataset.load("load/runs", [run("one", 1, "done")])
    made(tmp_path, [article("alpha", reports.prose(1))])
    assert "This is the first run" in section(read(written(tmp_path)), "headline").text
    with Dataset(tmp_path / "work.duckdb") as dataset:
        dataset.load("load/runs", [run("two", 2, "running")])
        dataset.load("load/runs", [run("two", 3, "done")])
        dataset.publish(tmp_path)
    headline = section(read(written(tmp_path)), "headline").text
    assert "1 article, 1 voice, 1 outlet, first in English; 0 texts have changed" in headline


def run(name: str, hours: int, state: str) -> dict[str, object]:
    """Return a run that is noted some hours after 8 March, 23:00; the articles were read at midnight."""
    at = datetime(2024, 3, 8, 22, 30, tzinfo=UTC) + timedelta(hours=hours)
    return {"run_id": name, "incident": "bridge", "code_version": "0", "at": at, "state": state}


# Nothing that a stranger writes does anything.


def test_no_title_becomes_markup(attack: Element) -> None:
    assert len(list(attack.all("script"))) == 1
    assert len(list(attack.all("style"))) == 1
    assert not list(attack.all("img"))
    assert not [one for one in attack.all() if any(name.startswith("on") or name == "style" for name in one.attributes)]
    titles = [row[3] for row in rows(next(iter(section(attack, "articles").all("table"))))]
    assert reports.SCRIPT in titles
    assert '"><img src=x onerror=alert(1)>' in titles
    assert "{{ 7 * 7 }} {% raw %} ]]> &amp; &#60;" in titles


def test_only_http_and_https_are_linked_to_and_nothing_is_fetched(attack: Element) -> None:
    addresses = [
        one.attributes[name] for one in attack.all() for name in ("href", "src", "action") if name in one.attributes
    ]
    assert all(re.match(r"https?://[\w.-]+/|#", one) for one in addresses)
    assert not [
        one for one in attack.all() if one.tag in ("link", "iframe", "object", "embed", "base", "audio", "video")
    ]
    assert "url(" not in re.sub(r"url\(#\w\)", "", next(iter(attack.all("style"))).text)
    assert "A link that runs" in section(attack, "articles").text  # shown, though nothing leads there


def test_the_policy_lets_in_the_one_style_and_the_one_script(attacked: Path) -> None:
    html = written(attacked)
    (policy,) = re.findall(r'http-equiv=Content-Security-Policy content="([^"]*)"', html)
    style, script = (re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL) for name in ("style", "script"))
    assert policy.replace("&#39;", "'") == page.policy(style[0], script[0])
    assert policy.startswith("default-src ")
    assert "unsafe" not in policy


def test_what_turns_the_direction_or_cannot_be_seen_is_taken_out(attacked: Path) -> None:
    assert not re.findall("[\u202a-\u202e\u2066-\u2069\u0000\u001b\u2028]", written(attacked))


def test_long_titles_unfold_and_whatever_is_cut_says_so(attack: Element) -> None:
    table = next(iter(section(attack, "articles").all("table")))
    (long,) = [row[3] for row in rows_of(table) if row[1].text == "Bravo"]
    (folded,) = long.all("details")
    assert "1,959 characters" in folded.text
    assert len(long.text) > 1950
    (wide,) = [row[3] for row in rows_of(table) if reports.UNBROKEN[:100] in row[3].text]
    assert "2,000 characters" in wide.text


def test_long_titles_are_cut_with_their_number_where_too_many_unfold() -> None:
    held = words.Words({}, left=1000)
    title = held.title({"title": reports.LONG, "title_en": None, "language": "en", "title_engine": None, "url": "u"})
    assert (title.rest, title.length) == ("", len(reports.LONG.strip()))


def test_every_foreign_string_says_its_language_and_direction(attack: Element) -> None:
    links = {one.text: one.attributes for one in section(attack, "articles").all("a")}
    assert (links["جسر مغلق"]["lang"], links["جسر مغلق"]["dir"]) == ("ar", "rtl")
    assert (links["הגשר נסגר"]["lang"], links["הגשר נסגר"]["dir"]) == ("he", "rtl")
    assert links["大桥关闭"]["lang"] == "zh-Hans"
    assert links["橋が閉鎖"]["lang"] == "ja"
    assert (links["▲▲▼▼"]["lang"], links["▲▲▼▼"]["dir"]) == ("", "auto")
    outlets = {one.text: one.attributes for one in section(attack, "articles").all("bdi")}
    assert (outlets["صحيفة الميناء (2024)"]["lang"], outlets["صحيفة الميناء (2024)"]["dir"]) == ("ar", "rtl")


def test_languages_are_named_in_english_and_in_themselves(attack: Element) -> None:
    named = [row[0] for row in rows(next(iter(section(attack, "time").all("table"))))]
    assert {
        "Arabic العربية",
        "Hebrew עברית",
        "Japanese 日本語",
        "Korean 한국어",
        "Chinese (Simplified) 中文 (简体)",
    } <= set(named)
    assert "Unknown language" in named
    assert tongues.tongue("x-klingon").lang == ""
    assert tongues.tongue('en" onclick="x').lang == ""


def test_no_more_than_an_excerpt_of_any_article_is_handed_on(attacked: Path, told: Path) -> None:
    for folder in (attacked, told):
        html = read(written(folder)).text
        told_by: dict[str, list[str]] = {}
        for url, text in asked(folder, "SELECT url, text FROM articles"):
            for sentence in re.split(r"(?<=[.。])\s*", " ".join(text.split())):
                told_by.setdefault(sentence, []).append(url)
        shown = Counter(urls[0] for one, urls in told_by.items() for _ in one if len(urls) == 1 and one in html)
        assert shown
        assert max(shown.values()) <= 300


def test_words_that_a_page_forbids_to_show_are_not_shown(tmp_path: Path) -> None:
    french = "Le pont est fermé depuis lundi. Les bacs sont pleins de voyageurs."
    made(
        tmp_path,
        [article("alpha", french, "fr", rights=("nosnippet",), shareable="metadata")],
        english={french: ["The bridge is closed.", "Ferries are full."]},
    )
    html = written(tmp_path)
    assert "Les bacs" not in html
    assert "Ferries are" not in html


# Nothing, one thing, one language, very much.


def test_an_empty_dataset_says_so_in_every_view(empty: Path) -> None:
    tree = read(written(empty))
    assert [one.attributes["id"] for one in tree.all("section")] == [name for name, _ in page.VIEWS]
    assert "There is no article in this dataset yet" in section(tree, "headline").text
    assert all(list(one.all("p", class_="nothing")) for one in tree.all("section"))


def test_a_dataset_of_one_language_and_without_dates_is_shown_right(tmp_path: Path) -> None:
    made(tmp_path, [article(name, reports.prose(name)) for name in ("alpha", "bravo", "charlie")])
    tree = read(written(tmp_path))
    assert "3 articles at 3 outlets in 1 language speak with 3 voices" in section(tree, "headline").text
    assert "Every article is in English" in section(tree, "sides").text
    assert "No article retells another" in section(tree, "retellings").text
    assert "3 state no date" in section(tree, "time").text


def test_it_holds_at_three_thousand_articles(told: Path) -> None:
    found = facts.read(told)
    rows_, texts = many(found, 3000), "漢" * 150
    answers = {
        **found.answers,
        "articles": [{**row, "title": f"{row['title']} {texts}", "title_en": texts} for row in rows_],
    }
    wide = facts.Facts(
        slug="many", title="Many", answers={**answers, **many_answers(rows_)}, words=words.Words({}, 3000),
        ids={row["url"]: f"a{place}" for place, row in enumerate(rows_)},
    )  # fmt: skip
    html = page.render(wide)
    assert len(html.encode()) < MOST_BYTES
    tree = read(html)
    (table,) = section(tree, "articles").all("table")
    shown = len(rows(table))
    cut = 3000 - shown
    assert shown > 1500
    assert not cut or f"The first {shown:,} of 3,000 by date; {cut:,} more" in section(tree, "articles").text
    drawn = len([one for one in next(iter(tree.all("svg", class_="wide"))).all() if one.tag == "circle"])
    left = int(numbers(re.findall(r"([\d,]+) more are related", section(tree, "retellings").text)[0])[0])
    assert drawn + left == 2250


def many(found: facts.Facts, count: int) -> list[dict[str, object]]:
    """Return rows of articles: of every four one is alone and three are a telling."""
    one = dict(found.articles[0])
    made_ = []
    for number in range(count):
        group, place = divmod(number, 4)
        url = f"https://paper{number}.example/bridge"
        head = f"https://paper{group * 4 + 1}.example/bridge"
        at = reports.BEGAN + timedelta(minutes=7 * number)
        made_.append(
            {
                **one, "url": url, "outlet": f"paper{number % 600}.example", "outlet_name": f"Paper {number % 600}",
                "language": ("en", "es", "ja", "ar")[number % 4], "published": at, "telling": head if place else url,
                "in_telling": 3 if place else 1, "is_original": place < 2, "of_url": head if place > 1 else None,
            }
        )  # fmt: skip
    return made_


def many_answers(rows_: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    of = {row["url"]: row for row in rows_}
    relations = [
        {
            "url": row["url"], "of_url": row["of_url"], "outlet": row["outlet"], "of_outlet": "x", "language": row["language"],
            "of_language": of[row["of_url"]]["language"], "kind": "translated_copy", "text_share": 0.9, "direction": "known",
            "cue": "link", "confidence": 0.9, "lag_hours": 1.0, "lag_days": 0, "nearest": True,
            "evidence": '{"rule": "sentences", "links": 9, "close_links": 8}',
        }
        for row in rows_ if row["of_url"]
    ]  # fmt: skip
    tellings = [
        {
            "telling": row["telling"], "original_url": row["url"], "articles": 3, "languages": ["ar", "es", "ja"], "outlets": 3,
            "first_published": row["published"], "last_published": row["published"], "presumed_retelling": False,
        }
        for row in rows_ if row["is_original"] and row["in_telling"] == 3
    ]  # fmt: skip
    empty = {name: [] for name in ("side_by_side", "changes", "presumed", "new_texts")}
    return {"relations": relations, "tellings": tellings, **empty}


# The command, the file, the parts.


def test_the_command_writes_the_page_and_says_where(command: Command, published: Path, tmp_path: Path) -> None:
    shutil.copytree(published / "late-pad", tmp_path / "late-pad")
    ended = command("report", "--output", tmp_path)
    path = tmp_path / "late-pad" / "report.html"
    assert (ended.status, ended.out.strip()) == (0, str(path))
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    path.unlink()
    assert command("report", "late-pad", "--output", tmp_path, "--json").out.count(str(path)) == 1
    assert path.is_file()


def test_a_dataset_that_is_not_there_is_one_line(command: Command, tmp_path: Path) -> None:
    ended = command("report", "nobody", "--output", tmp_path)
    assert ended.status == 2
    assert len(ended.err.strip().splitlines()) == 1


def test_a_page_that_cannot_be_written_leaves_the_old_one(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(empty)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StopError, match="the dataset is published, the report is not"):
        page.write(empty)
    assert (empty / "report.html").read_text(encoding="utf-8") == before
    assert not list(empty.glob("report.html.*"))


def test_the_same_dataset_gives_the_same_page(told: Path) -> None:
    assert written(told) == written(told)


@pytest.mark.parametrize("dark", [0, 1])
def test_texts_and_marks_stand_out_as_wcag_asks_for(dark: int) -> None:
    for text, ground in palette.TEXTS:
        assert palette.contrast(palette.COLOURS[text][dark], palette.COLOURS[ground][dark]) >= palette.TEXT_CONTRAST, (
            text,
            ground,
        )
    for mark, ground in palette.MARKS:
        assert palette.contrast(palette.COLOURS[mark][dark], palette.COLOURS[ground][dark]) >= palette.MARK_CONTRAST, (
            mark,
            ground,
        )


def test_every_colour_of_a_text_in_the_style_is_measured() -> None:
    style = page._source("style.css")
    texts = set(re.findall(r"(?:^|[;{])(?:color|fill):var\(--(\w+)\)", style))
    grounds = set(re.findall(r"background:var\(--(\w+)\)", style))
    measured = {colour for pair in (*palette.TEXTS, *palette.MARKS) for colour in pair}
    assert texts | grounds <= measured | {"rest", "copy"}
    assert palette.contrast("#ffffff", "#000000") == pytest.approx(21)


def test_crowded_hours_take_more_room_than_empty_days() -> None:
    crowded = [float(hour * 600) for hour in range(60)]  # every ten minutes, for ten hours
    spread = scale.Spread([*crowded, 30 * 86_400.0])
    places = [spread(at) for at in crowded]
    assert places == sorted(places)
    assert spread(crowded[-1]) > 0.6  # by the clock it would be 0.014
    ticks = spread.ticks(0.05)
    assert all(later.at - earlier.at >= 0.05 for earlier, later in pairwise(ticks))
    assert {"1 Jan", "06:00"} <= {tick.label for tick in ticks}


@pytest.mark.parametrize("moments", [[], [5.0], [5.0, 5.0], [5.0, 6.0], [0.0, 9e9]])
def test_a_scale_of_few_moments_is_a_scale(moments: list[float]) -> None:
    spread = scale.Spread(moments)
    assert all(0 <= spread(at) <= 1 for at in (*moments, -1.0, 1e10))
    assert all(0 <= tick.at <= 1 for tick in spread.ticks(0.1))


def test_a_stray_date_does_not_squeeze_all_others() -> None:
    usual = {date(2024, 3, day): 10 for day in range(1, 11)}
    laid = scale.bins({**usual, date(1999, 1, 1): 1})
    assert laid is not None
    assert (laid.first, laid.days, laid.count) == (date(2024, 3, 1), 1, 10)
    assert laid.place(date(1999, 1, 1)) < 0
    few = scale.bins({date(2024, 3, 1): 1, date(2024, 5, 1): 1})
    assert few is not None
    assert few.place(date(2024, 5, 1)) < few.count


def test_years_of_coverage_are_put_into_bins_that_can_be_seen() -> None:
    laid = scale.bins({date(2020, 1, 1): 1, date(2024, 1, 1): 1})
    assert laid is not None
    assert laid.count <= scale.MOST_BINS
    assert laid.place(date(2024, 1, 1)) == laid.count - 1


def test_of_several_sources_the_best_one_is_drawn() -> None:
    def relation(url: str, of_url: str, share: float, direction: str = "known") -> dict[str, object]:
        kinds = {"kind": "excerpt", "language": "en", "of_language": "fr", "text_share": share, "direction": direction}
        return {"url": url, "of_url": of_url, **kinds}

    articles = [{"url": name, "in_telling": 1} for name in "abcdz"]
    relations = [relation("a", "b", 0.5), relation("a", "c", 0.2), relation("d", "a", 0.9, "unknown")]
    shown = kinship(articles, relations)
    assert [(edge.url, edge.of_url, edge.is_known) for edge in shown.edges] == [("a", "b", True), ("d", "a", False)]
    assert (len(shown.articles), shown.alone, shown.left_out) == (3, 1, 1)


def test_html_made_lean_means_the_same() -> None:
    html = '<table>\n <tr><td class="a b">x &lt;td&gt;</td>\n</tr></table><a href="https://a/">y</a><svg><rect x="1"/></svg><pre>\n\n a="b"</pre>'
    made_ = lean(html)
    assert (
        made_
        == '<table><tr><td class="a b">x &lt;td&gt;</table><a href="https://a/">y</a><svg><rect x=1 /></svg><pre>\n\n a="b"</pre>'
    )


def test_bars_are_as_high_as_their_counts() -> None:
    drawn = str(charts.bars({0: 10, 2: 5}, 3, 10))
    assert re.findall(r"v-([\d.]+)", drawn) == ["28", "14"]
    assert not re.findall(r"<path", str(charts.bars({}, 3, 10)))
