"""What the UI shows behind a run, what it tells others, and how the run ended: plain functions of two snapshots."""

import json
import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows import bulletin, happenings, health, lock, news
from flows.dataset import Dataset
from flows.markdown import address, inline, link, plain
from flows.news import MOST_ROWS, News
from flows.road import Recheck

from .smalldataset import article, snapshot
from .smallweb import STORY, SmallWeb, page

ISLAND = "http://island.example/ferry"
RSS = "<rss version='2.0'><channel><title>t</title>{}</channel></rss>"
ITEM = f"<item><title>Ferry missing</title><link>{ISLAND}</link></item>"
HEBREW = "המעבורת אאורליה לא שבה אל האי, ורב החובל דוארטה שתק."
RUSSIAN = "Паром «Аурелия» не вернулся на остров, а капитан Дуарте молчал до самого утра."
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=http://evil.example/i.png>",
    "![i](http://evil.example/i.png)",
    "[read](javascript:alert(1))",
    "a | b | c",
    "two\nlines\r\n\r\n# three",
    "`code` **bold** _slanted_ ~gone~",
    "&lt;b&gt; &amp; &#60;",
    "http://evil.example www.evil.example a@evil.example",
    "\u202eesrever \u2066x\u2069 \x1b[31m \x00",
    "1. first",
    "- item",
    "# heading",
    "> quoted",
    "back\\slash\\",
)


def told(web: SmallWeb, recheck: Recheck = "all") -> News:
    """Return what the next run over a web changes."""
    folder, began = web.output / "small", datetime.now(UTC)
    before = news.known(folder)
    web.cover(recheck)
    return news.read(folder, "small", "The lost ferry", before, began, None)


def shown(found: News, folder: Path = Path("nowhere")) -> dict[str, Any]:
    return {one.key: one.data for one in bulletin.exhibits(found, health.judge(found), folder)}


def names(found: News) -> list[str]:
    return [one.name for one in happenings.happenings(found, health.judge(found))]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[News]:
    """A web in four runs: its first; without a change; with much that is new, gone or silent; and all of it silent."""
    web = SmallWeb(tmp_path_factory.mktemp("runs"))
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.add(
        "http://cape.example/ferry", page("Ferry lost", *(f"{line} So they say at the cape." for line in STORY[::-1]))
    )
    web.answer("feed.example", "/rss", text=RSS.format(ITEM), type="text/xml")
    web.answer("reef.example", "/robots.txt", status=503)
    web.source("feeds", urls=["http://feed.example/rss", "http://feed.example/gone"])
    web.links(ISLAND, "http://cape.example/ferry", "http://reef.example/ferry")
    found = [told(web), told(web)]

    story = [f"{RUSSIAN} День {day}: лодки искали «Аурелию» у рифа, семьи ждали на берегу." for day in range(6)]
    web.add("http://gavan.example/parom", page("Паром пропал", *story, language="ru"))
    web.add("http://copy.example/ferry", page("Ferry missing", *STORY))
    web.links("http://gavan.example/parom", "http://copy.example/ferry")
    web.answer("feed.example", "/rss", text=RSS.format(""), type="text/xml")
    web.answer("island.example", "/ferry", status=403)
    web.hosts["cape.example"].clear()
    found.append(told(web))

    for host in ("gavan.example", "copy.example", "cape.example"):
        web.hosts[host] = {}
        web.answer(host, {"gavan.example": "/parom"}.get(host, "/ferry"), status=403)
    return [*found, told(web)]


def test_the_first_run_says_so_and_sends_one_event(runs: list[News]) -> None:
    assert "## The first run" in shown(runs[0])["small-summary"]
    assert names(runs[0]) == ["retold.coverage.begun"]


def test_a_run_that_changes_nothing_says_so_and_sends_nothing(runs: list[News]) -> None:
    assert "Nothing: every article, voice and language was there already." in shown(runs[1])["small-summary"]
    assert names(runs[1]) == []


def test_a_new_language_voice_and_article_are_told_with_their_outlet(runs: list[News]) -> None:
    said = shown(runs[2])["small-summary"]

    assert "### 1 language\n\n- **Russian**: 1 article, first by [gavan.example](<http://gavan.example/parom>)" in said
    assert "### 1 voice\n\n- [gavan.example](<http://gavan.example/parom>) (Russian): Паром пропал\n" in said
    assert "### 2 articles\n" in said
    assert {"retold.language.reached", "retold.telling.appeared", "retold.coverage.updated"} <= set(names(runs[2]))


def test_a_copy_is_a_new_article_and_a_retelling_but_no_new_voice(runs: list[News]) -> None:
    assert (runs[2].tables["new_articles"].items, runs[2].tables["new_tellings"].items) == (2, 1)
    assert ("copy.example (en)", "exact_copy") in {
        (row["outlet"], row["kind"]) for row in runs[2].tables["new_retellings"].rows
    }


def test_an_outlet_that_answered_and_fails_throughout_has_gone_silent_once(runs: list[News]) -> None:
    assert [(one.name, one.reason) for one in runs[2].silent_outlets] == [("island.example", "http_403")]
    assert "island.example" not in {one.name for one in runs[3].silent_outlets}
    assert names(runs[2]).count("retold.outlet.silent") == 1
    assert "### 1 outlet gone silent" in shown(runs[2])["small-summary"]


def test_a_page_that_is_gone_is_an_answer(runs: list[News]) -> None:
    """That of the cape was gone in the third run, and refused in the fourth."""
    assert {one.name for one in runs[3].silent_outlets} == {"cape.example", "copy.example", "gavan.example"}


def test_a_feed_that_holds_nothing_any_more_has_gone_silent_once(runs: list[News]) -> None:
    """The other feed has never answered."""
    assert [(one.name, one.reason) for one in runs[2].silent_sources] == [("http://feed.example/rss", "no_entries")]
    assert [one for run in (runs[0], runs[1], runs[3]) for one in run.silent_sources] == []
    assert "retold.source.silent" in names(runs[2])


def test_a_run_in_which_nobody_answers_any_more_says_so(runs: list[News]) -> None:
    assert [run.emptiness for run in runs[:3]] == ["", "", ""]
    assert re.fullmatch(r"none of the \d pages that were asked for answered", runs[3].emptiness)
    assert health.judge(runs[3]).message.startswith("found nothing: none of the ")
    assert "retold.run.empty" in names(runs[3])


def test_failed_sources_and_waiting_links_name_the_state_and_stand_on_the_page(runs: list[News]) -> None:
    ended = health.judge(runs[0])

    assert (ended.name, ended.troubles) == (
        "CompletedWithFailures",
        "1 source failed (1 http_404); 1 link waits (1 robots_unreachable)",
    )
    assert f"> ⚠ **Completed with failures**: {ended.troubles}." in shown(runs[0])["small-summary"]
    assert shown(runs[0])["small-failed-sources"][0]["url"] == "http://feed.example/gone"


def test_sources_without_a_link_where_there_were_some_are_told(tmp_path: Path) -> None:
    snapshot(tmp_path, [article("one", STORY[0])])
    found = news.read(tmp_path, "s", "s", news.known(tmp_path), datetime.now(UTC), links=0)

    assert found.emptiness == "the sources gave no link where they had given 1"
    assert health.judge(found).name == "CompletedWithFailures"
    assert names(found) == ["retold.run.empty", "retold.coverage.updated"]


def test_a_run_without_troubles_is_plainly_completed(tmp_path: Path) -> None:
    snapshot(tmp_path, [article("one", STORY[0])])
    ended = health.judge(news.read(tmp_path, "s", "s", news.Known(), datetime.now(UTC), links=1))

    assert (ended.name, ended.message) == ("Completed", "1 article, 1 voice, 1 language")


def test_a_changed_text_and_an_article_that_is_gone_are_told(tmp_path: Path) -> None:
    body = "\n".join(STORY)
    snapshot(tmp_path / "before", [article("one", body), article("two", body[::-1])])
    snapshot(tmp_path / "after", [article("one", body + STORY[0])], dropped={"https://two.example/bridge": "http_410"})
    found = news.read(tmp_path / "after", "s", "s", news.known(tmp_path / "before"), datetime.now(UTC), None)
    said = shown(found)["s-summary"]

    assert "### 1 changed text\n\n- [one.example]" in said
    assert "### 1 article is there no more\n\n- dropped: http_410: https://two.example/bridge" in said


def test_an_empty_dataset_is_shown_without_a_row(published: Path) -> None:
    folder = published / "late-pad"
    found = news.read(folder, "late-pad", "Late pads", news.Known(), datetime.now(UTC), None)
    made = shown(found, folder)

    assert sorted(made) == [
        f"late-pad-{name}"
        for name in ("engines", "failed-sources", "languages", "losses", "outlets", "retellings", "summary")
    ]
    assert made["late-pad-languages"] == [{"Coverage by language": "nothing told yet"}]
    assert made["late-pad-summary"].startswith("# Late pads\n\n**0** articles")


def test_the_report_is_linked_where_the_ui_hands_it_out_and_as_a_file_elsewhere(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "late pad"
    shutil.copytree(published / "late-pad", folder)
    (folder / "report.html").touch()
    (tmp_path / ".prefect").mkdir()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    found = news.read(folder, "late-pad", "Late pads", news.Known(), datetime.now(UTC), None)
    with lock.alone(tmp_path / ".prefect", "http://127.0.0.1:4200/api"):
        served = shown(found, folder)
    made = shown(found, folder)

    assert served["late-pad-report"] == "http://127.0.0.1:4200/reports/late%20pad"
    assert served["late-pad-report"] in served["late-pad-summary"]
    assert made["late-pad-report"] == (folder / "report.html").as_uri()


def test_a_damaged_snapshot_is_as_if_there_were_none(tmp_path: Path) -> None:
    (tmp_path / "coverage.duckdb").write_bytes(b"no dataset")

    assert not news.known(tmp_path).is_there


def test_a_snapshot_can_be_opened_afresh_behind_a_look_at_it(tmp_path: Path) -> None:
    """A connection that stayed open would be handed out again, with the file that was there before."""
    snapshot(tmp_path, [article("one", STORY[0])])
    before = news.known(tmp_path).articles
    snapshot(tmp_path, [article("one", STORY[0]), article("two", STORY[1])])

    assert (before, news.known(tmp_path).articles) == (1, 2)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_headline_is_one_line_of_words(text: str) -> None:
    line = inline(text)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)  # what is escaped means nothing any more

    assert "\n" not in line
    assert not set(bare) & set("<>[]`*|\x1b\x00\u202e\u2066")
    assert not re.search(r"https?:|www\.|^[#>+-]|^\d+[.)]|&#?\w+;", bare)


def test_escaping_leaves_what_is_harmless_and_every_script_as_it_is() -> None:
    for text in (
        "off_topic",
        "R$ 900 (se chegasse), 100 % & more!",
        "一封凌晨邮件，赔掉一年口碑",
        "2.623 Stand gestern",
    ):
        assert inline(text) == text
    assert inline(HEBREW) == f"\u2068{HEBREW}\u2069"  # in its own direction
    assert "\u200c" in plain("می\u200cخواهم")


def test_only_addresses_of_the_web_are_links_and_none_breaks_out() -> None:
    assert (
        link("a.example", "http://a.example/x) [y](z)|q") == "[a.example](<http://a.example/x%29%20%5By%5D%28z%29%7Cq>)"
    )
    assert link("a] (b", "http://a.example/") == "http://a.example/"
    assert address("javascript:alert(1)") == "javascript:alert(1)"
    assert link("a.example", "file:///etc/passwd") == "file:///etc/passwd"


def test_hostile_headlines_break_no_page_and_no_table(tmp_path: Path) -> None:
    articles = [
        article(f"o{place}", f"{place} ".join(STORY), title=title, outlet_name=title)
        for place, title in enumerate(HOSTILE)
    ]
    snapshot(tmp_path, articles)
    found = news.read(tmp_path, "s", "a | <b>", news.Known(is_there=True), datetime.now(UTC), None)
    made = shown(found, tmp_path)
    said = made["s-summary"]

    assert said.startswith("# a \\| \\<b\\>\n")
    assert all(line.startswith(("- ", "#", "*", "|", "and ", "First", ">")) or not line for line in said.splitlines())
    assert not re.search(r"(?<!\\)<(?!http)", said)
    assert "<script" not in json.dumps(made).replace("\\\\<", "")


def test_three_thousand_articles_are_shown_within_bounds_and_in_a_moment(tmp_path: Path) -> None:
    with Dataset(tmp_path / "work.duckdb") as dataset:
        _fill(dataset, 3_000)
        dataset.publish(tmp_path)
    began = time.process_time()
    found = news.read(tmp_path, "s", "s", news.Known(is_there=True), datetime.now(UTC), None)
    exhibits = bulletin.exhibits(found, health.judge(found), tmp_path)
    took_s = time.process_time() - began

    assert found.tables["new_articles"].items == found.tables["new_tellings"].items == 3_000
    assert all(len(one.data) <= MOST_ROWS for one in exhibits if isinstance(one.data, list))
    assert sum(len(json.dumps(one.data)) for one in exhibits) < 100_000
    assert "and 2990 more" in str(exhibits[0].data)
    assert "the first 50 of 3000" in next(one.description for one in exhibits if one.key == "s-outlets")
    events = happenings.happenings(found, health.judge(found))
    assert len(events) <= 3 * happenings.MOST_OF_A_KIND
    assert all(len(json.dumps(dict(one.payload))) < 2_000 for one in events)
    assert took_s < 5


def _fill(dataset: Dataset, articles: int) -> None:
    """Put articles of as many outlets into a dataset, each a voice of its own."""
    run = dataset.connection.execute
    run("INSERT INTO core.texts VALUES ('t', 'Somebody said it.')")
    run(
        "INSERT INTO core.outlets (outlet, name) SELECT 'o' || i || '.example', 'O' FROM range($n) AS r (i)",
        {"n": articles},
    )
    run(
        "INSERT INTO core.articles (url, page_url, outlet, language, language_confidence, title, text_sha256, words,"
        " authors, published_precision, links_out, relevance, relevance_names, flags, rights, shareable, found_at)"
        " SELECT 'http://o' || i || '.example/', 'http://o' || i || '.example/', 'o' || i || '.example', 'l' || (i % 90),"
        " 1, repeat('Wörter ', 80), 't', 4, [], 'unknown', [], 2, [], [], [], 'yes', now()::TIMESTAMP"
        " FROM range($n) AS r (i)",
        {"n": articles},
    )
    run("INSERT INTO core.links (url, outcome, stage, reason) SELECT url, 'article', 'extract', '' FROM core.articles")
    run("INSERT INTO core.sightings SELECT url, 'urls', now()::TIMESTAMP FROM core.articles")
    run(
        "INSERT INTO core.versions (url, text_sha256, title, seen_at, extractor) SELECT url, 't', title, now()::TIMESTAMP, 'x' FROM core.articles"
    )
    run("INSERT INTO core.tellings SELECT url, url, true, NULL, false, NULL FROM core.articles")


@pytest.mark.parametrize(
    ("slug", "key"),
    [("ocean-marketing", "ocean-marketing-summary"), ("late pad", "late-pad-"), ("паром", ""), ("渡轮", "")],
)
def test_keys_are_what_prefect_takes_and_stay_apart(slug: str, key: str) -> None:
    made = bulletin.key(slug, "summary")

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert made.startswith(key)
    assert len({bulletin.key(other, "summary") for other in (slug, "late-pad", "late.pad")}) == 3


def test_the_message_of_a_failure_is_one_line() -> None:
    assert health.one_line(ValueError("Parser Error:\n  LINE 1: SELEC\n  ^")) == "Parser Error: LINE 1: SELEC ^"
    assert health.one_line(KeyboardInterrupt()) == "KeyboardInterrupt"
    assert len(health.one_line(ValueError("x" * 9_000))) == health.LONGEST_MESSAGE
