"""The whole road over small webs: where every link ends, and what a second run does."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors import warc
from extractors.errors import StopError
from flows.dataset import Dataset
from flows.road import FIRST_RECHECK_S, LONGEST_RECHECK_S

from .smallweb import STORY, Found, SmallWeb, page

ISLAND = "http://island.example/ferry"


@pytest.fixture
def web(tmp_path: Path) -> SmallWeb:
    return SmallWeb(tmp_path)


def bodies(found: Found, since: int) -> list[str]:
    lines = [json.loads(line) for line in found.log[since:]]
    return [line["host"] + line["path"] for line in lines if line["bytes"]]


def test_an_article_read_from_an_alias_gives_way_to_its_own_address(web: SmallWeb) -> None:
    head = f'<link rel="canonical" href="{ISLAND}">'
    web.add("http://island.example/amp/ferry", page("Ferry missing", *STORY[:5], head=head))
    web.add(ISLAND, page("Ferry missing", *STORY, head=head))
    web.links("http://island.example/amp/ferry")
    found = web.cover()

    assert found.outcomes() == {ISLAND: ("article", ""), "http://island.example/amp/ferry": ("alias", "")}
    assert found.rows("SELECT text LIKE '%searching on their own%' FROM articles") == [(True,)]
    assert found.rows("SELECT count(*) FROM core.versions") == [(1,)]


def test_an_alias_still_tells_when_its_own_address_is_gone(web: SmallWeb) -> None:
    head = f'<link rel="canonical" href="{ISLAND}">'
    web.add("http://island.example/amp/ferry", page("Ferry missing", *STORY, head=head))
    web.links("http://island.example/amp/ferry")
    found = web.cover()

    assert found.outcomes() == {ISLAND: ("article", ""), "http://island.example/amp/ferry": ("alias", "")}


def test_a_redirect_is_an_alias_and_its_target_is_asked_for_once(web: SmallWeb) -> None:
    web.answer("island.example", "/?p=7", redirect="/ferry")
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links("http://island.example/?p=7")
    found = web.cover()

    assert found.outcomes() == {ISLAND: ("article", ""), "http://island.example/?p=7": ("alias", "")}
    assert bodies(found, since=0).count("island.example/ferry") == 1


def test_pages_about_something_else_end_with_their_reason(web: SmallWeb) -> None:
    dull = [
        f"The harbour council met on day {day} and spoke about the price of nets, ropes and paint." for day in range(9)
    ]
    web.add("http://island.example/council", page("Council", *dull))
    web.add("http://island.example/near", page("Council", *dull, "Captain Duarte sent his apologies."))
    web.links("http://island.example/council", "http://island.example/near", "http://island.example/gone")
    found = web.cover()

    assert found.outcomes() == {
        "http://island.example/council": ("dropped", "off_topic"),
        "http://island.example/near": ("waiting", "review"),
        "http://island.example/gone": ("dropped", "http_404"),
    }
    assert found.rows("SELECT sum(items) FROM ledger") == [(3,)]


def test_a_host_whose_robots_cannot_be_had_waits_and_is_asked_again(web: SmallWeb) -> None:
    web.answer("island.example", "/robots.txt", status=503)
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links(ISLAND)
    found = web.cover()

    assert found.outcomes() == {ISLAND: ("waiting", "robots_unreachable")}
    assert "island.example/ferry" not in bodies(found, since=0)


def test_a_source_that_fails_costs_no_other_and_is_forgotten_when_it_works_again(web: SmallWeb) -> None:
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.answer("feed.example", "/", text="")
    web.source("feeds", urls=["http://feed.example/rss"])
    web.links(ISLAND)
    broken = web.cover().rows("SELECT stage, reason FROM ledger ORDER BY ALL")
    item = f"<item><title>Ferry missing</title><link>{ISLAND}</link></item>"
    web.answer(
        "feed.example",
        "/rss",
        text=f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>",
        type="text/xml",
    )
    mended = web.cover()

    assert broken == [("discover", "http_404"), ("publish", "")]
    assert mended.rows("SELECT stage, reason FROM ledger ORDER BY ALL") == [("publish", "")]


def notes(found: Found) -> list[tuple[list[tuple[str, str, str | None]], list[str], str | None]]:
    """What each run wrote down of its sources, in the order of the runs."""
    journals = sorted(found.folder.glob("archive/discover-*"), key=warc.begun)
    items = [item for journal in journals for item in warc.items(journal) if isinstance(item, warc.Found)]
    return [
        (
            [(link.url, link.source, link.title_hint) for link in item.links],
            [drop.reason for drop in item.drops],
            item.follows,
        )
        for item in items
    ]


def test_the_archive_holds_what_the_sources_of_each_run_found_new(web: SmallWeb) -> None:
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links(ISLAND)
    web.cover()
    item = f"<item><title>Ferry missing</title><link>{ISLAND}</link></item>"
    rss = f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>"
    web.answer("feed.example", "/rss", text=rss, type="text/xml")
    web.source("feeds", urls=["http://feed.example/rss", "http://feed.example/gone"])
    web.cover()
    found = web.cover()
    first, second, _ = (run for (run,) in found.rows("SELECT run_id FROM core.runs ORDER BY started_at"))

    assert notes(found) == [
        ([(ISLAND, "urls", None)], [], None),
        ([(ISLAND, "feeds", "Ferry missing")], ["http_404"], first),
        ([], ["http_404"], second),
    ]


def answers_in(journal: Path) -> list[str]:
    """How the answers of pages, not of robots.txt, are stored."""
    with journal.open("rb") as file:
        records = [(one.rec_type, one.rec_headers.get_header("WARC-Target-URI", "")) for one in ArchiveIterator(file)]
    return [kind for kind, target in records if kind in ("response", "revisit") and target.endswith("/ferry")]


def test_a_body_that_came_before_is_stored_once_and_read_when_it_differs_from_the_last(web: SmallWeb) -> None:
    """Two addresses with one body, and one that goes back to what it said first."""
    body, other = page("Ferry missing", *STORY), page("Ferry found", *STORY, "Divers found her at dawn.")
    web.add(ISLAND, body)
    web.add("http://mainland.example/ferry", body)
    web.links(ISLAND, "http://mainland.example/ferry")
    web.cover()
    web.add(ISLAND, other)
    web.cover(recheck="all")
    web.add(ISLAND, body)
    found = web.cover(recheck="all")

    kinds = Counter(kind for path in found.folder.glob("archive/scrape-*") for kind in answers_in(path))
    assert (kinds["response"], kinds["revisit"]) == (2, 4)
    assert found.rows("SELECT title FROM articles ORDER BY url") == [("Ferry missing",)] * 2
    assert found.rows(f"SELECT title, is_current FROM versions WHERE url = '{ISLAND}' ORDER BY version") == [
        ("Ferry missing", True),
        ("Ferry found", False),
    ]


def test_files_of_any_script_are_covered_without_a_web(web: SmallWeb, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "one.txt").write_text("Ferry missing\n\nMarch 5, 2024\n\n" + "\n\n".join(STORY), encoding="utf-8")
    russian = [
        "Паром «Аурелия» вышел с острова в полдень и не пришёл в порт.",
        "Капитана Дуарте дважды предупреждали, что к вечеру погода испортится.",
        "Семьи ждали на причале с одеялами, но из конторы к ним никто не вышел.",
        "Рыбак рассказал, что видел огни за рифом: они двигались на запад уже после захода солнца.",
        "Компания обещала сделать заявление утром и отключила телефоны до следующего дня.",
    ]
    (folder / "two.html").write_text(page("Паром пропал", *russian, language="ru"), encoding="utf-8")
    web.answer("unused.example", "/", text="")
    web.source("files", paths=[str(folder)])
    found = web.cover()

    assert found.rows("SELECT language, published::DATE::VARCHAR, engine FROM articles ORDER BY language") == [
        ("en", "2024-03-05", "original"),
        ("ru", None, None),
    ]
    assert found.rows("SELECT reason, items FROM ledger WHERE stage = 'translate'") == [("untranslated", 1)]


def test_what_a_killed_run_left_is_taken_up_before_anything_is_asked_for(web: SmallWeb) -> None:
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links(ISLAND)
    whole = web.cover()
    for name in ("work.duckdb", "coverage.duckdb"):  # as if the run had been killed before its first merge
        (whole.folder / name).unlink()
    (journal,) = whole.folder.glob("archive/scrape-*.warc.gz")
    journal.rename(journal.with_name(journal.name.replace(".warc.gz", ".open")))
    again = web.cover()

    assert again.views() == whole.views()
    assert bodies(again, since=len(whole.log)) == []


def test_one_dataset_takes_one_run_at_a_time(web: SmallWeb) -> None:
    import subprocess
    import sys

    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links(ISLAND)
    found = web.cover()
    holder = (
        "import sys; from flows.dataset import Dataset; d = Dataset(sys.argv[1]); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(found.folder / "work.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(StopError, match="held by another run"):
            web.cover()
        process.communicate("\n")


def test_an_article_that_changes_is_kept_in_both_versions_and_told_in_the_newer(web: SmallWeb) -> None:
    web.add(ISLAND, page("Ferry missing", *STORY), etag=True)
    web.links(ISLAND)
    web.cover()
    web.add(ISLAND, page("Ferry found", *STORY[:5], "On Wednesday the Aurelia lay at anchor behind the reef."))
    unasked = web.cover()
    found = web.cover(recheck="all")

    assert unasked.rows("SELECT title FROM articles") == [("Ferry missing",)]
    assert found.rows("SELECT title FROM articles") == [("Ferry found",)]
    assert found.rows("SELECT version, title FROM versions ORDER BY ALL") == [(1, "Ferry missing"), (2, "Ferry found")]
    assert found.outcomes() == {ISLAND: ("article", "")}


def test_a_page_asked_for_again_that_has_not_changed_sends_no_body(web: SmallWeb) -> None:
    web.answer("island.example", "/?p=7", redirect="/ferry")
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links("http://island.example/?p=7")
    first = web.cover()
    second = web.cover(recheck="all")

    assert [json.loads(line)["status"] for line in second.log[len(first.log) :]][-1] == 304
    assert bodies(second, since=len(first.log)) == []
    assert second.views() == first.views()


def test_a_page_that_is_gone_later_stays_an_article(web: SmallWeb) -> None:
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links(ISLAND)
    first = web.cover()
    web.answer("island.example", "/ferry", status=404)
    second = web.cover(recheck="all")

    assert second.views() == first.views()


@pytest.mark.parametrize(
    ("unchanged_hours", "due_after_hours"),
    [(0, 1), (1, 1), (8, 8), (1000, 7 * 24)],
    ids=["new", "young", "old", "calm"],
)
def test_a_page_is_left_alone_for_as_long_as_it_stood_unchanged(
    web: SmallWeb, unchanged_hours: int, due_after_hours: int
) -> None:
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.links(ISLAND)
    web.cover()
    with Dataset(web.output / "small" / "work.duckdb") as dataset:
        ((visited,),) = dataset.connection.execute(
            "SELECT max(fetched_at) FROM core.visits WHERE purpose = 'scrape'"
        ).fetchall()
        changed = visited - timedelta(hours=unchanged_hours)
        dataset.connection.execute("UPDATE core.versions SET seen_at = $changed", {"changed": changed})
        due = [
            bool(
                dataset.rows(
                    "pending/scrape",
                    now=at,
                    began=at,
                    recheck="due",
                    first_recheck_s=FIRST_RECHECK_S,
                    longest_recheck_s=LONGEST_RECHECK_S,
                )
            )
            for at in (visited + timedelta(hours=due_after_hours, minutes=minutes) for minutes in (-1, 1))
        ]

    assert due == [False, True]


def test_a_print_page_and_a_mirror_without_canonical_are_aliases(web: SmallWeb) -> None:
    printed, mirror = "http://island.example/print/ferry-missing", "http://island.example.cachefarm.test/ferry-missing"
    story = "http://island.example/ferry-missing"
    web.add(story, page("Ferry missing", *STORY))
    web.add(printed, page("Ferry missing", *STORY))
    web.add(mirror, page("Ferry missing", "Buy cheap tyres now.", *STORY))
    web.links(printed, mirror, story)
    first = web.cover()
    second = web.cover(recheck="all")

    expected = {story: ("article", ""), printed: ("alias", ""), mirror: ("alias", "")}
    assert first.outcomes() == second.outcomes() == expected
    assert first.rows("SELECT articles, voices FROM summary") == [(1, 1)]
    assert second.views() == first.views()


def test_a_copy_of_what_an_article_said_earlier_stays_a_copy(web: SmallWeb) -> None:
    later = [
        f"Paragraph {number} was added when divers came back from the {number}th wreck." for number in range(2, 12)
    ]
    head = '<meta property="article:published_time" content="2024-03-05T{}:00:00Z">'
    web.add(ISLAND, page("Ferry missing", *STORY, head=head.format("08")))
    web.add("http://mainland.example/ferry", page("Ferry lost", *STORY, head=head.format("12")))
    web.links(ISLAND, "http://mainland.example/ferry")
    early = web.cover().rows("SELECT url, of_url, kind FROM retellings")
    web.add(ISLAND, page("Ferry missing", *STORY[:2], *later, head=head.format("08")))
    found = web.cover(recheck="all")

    assert found.rows("SELECT url, of_url, kind FROM retellings") == early
    assert found.rows("SELECT evidence ->> '$.earlier_version' FROM pairs") == [("[false,true]",)]
    assert found.rows("SELECT voices FROM summary") == [(1,)]
