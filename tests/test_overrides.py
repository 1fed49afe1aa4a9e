"""The editor has the last word: it is shown as his in every view, and taken back it leaves no trace."""

import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from extractors import sandbox
from extractors.direction import CONFIDENCE
from extractors.errors import UseError
from extractors.tellings import EDITOR, Article, Pair, build
from flows import edits
from flows.dataset import Dataset, Row, Snapshot
from flows.explain import explain
from flows.explained import show_pair
from flows.originals import place
from flows.relate import relate
from flows.standing import show_single

from .smallweb import Found, SmallWeb, page, rebuild
from .test_deduplicate import ENGLISH, FRENCH, INDEPENDENT, OTHER_STORY
from .wronguse import read_here

pytestmark = pytest.mark.slow  # publishes again and again

INCIDENT = """
title = "A closed bridge"
began = 2024-03-04
[names]
"*" = ["Quillby", "Lorvale"]
[relevance]
at_least = 1
[scrape]
delay_s = 0
[translate]
engines = []
"""
COURIER, HERALD, JOURNAL, MIRROR, GAZETTE, KITES = (
    f"http://{name}.example/bridge" for name in ("courier", "herald", "journal", "mirror", "gazette", "kites")
)
PRINT = "http://herald.example/print/bridge"
NOWHERE = "http://nowhere.example/bridge"
KITE_STORY = (
    "Children flew kites over the dunes all afternoon, and the wind took three of them out to sea.\n"
    "The largest had been sewn from an old sail by a retired rigger, who laughed when its string broke.\n"
    "A jury of fishermen gave the prize to a red fish with a tail of forty ribbons, made by two sisters.\n"
    "In the evening there was soup for everybody who had helped to clear the beach of broken sticks."
)
EDITED = ENGLISH.replace("Monday", "Tuesday").replace("the old mill", "an old mill").replace("boats", "two boats")

Cover = Callable[[str], Found]


class Held(Found):
    """A dataset that is still being written to, instead of a copy of what was published."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset_open = dataset

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._dataset_open.connection.execute(sql).fetchall()

    def explained(self, *urls: str) -> Row:
        """What `retold explain` would find, which asks nothing of a snapshot that a dataset doesn't answer."""
        return explain(cast("Snapshot", self._dataset_open), *urls)


def story(title: str, text: str, published: str = "", language: str = "en", head: str = "") -> str:
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    return page(title, *text.split("\n"), head=date + head, language=language)


@pytest.fixture(scope="module", autouse=True)
def in_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        yield


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> SmallWeb:
    made = SmallWeb(tmp_path_factory.mktemp("bridge"), INCIDENT)
    canonical = f'<link rel="canonical" href="{HERALD}">'
    made.add(COURIER, story("Bridge closed", ENGLISH, "2024-03-04T08:00:00Z"))
    made.add(HERALD, story("Only bridge closed", EDITED, "2024-03-05T09:00:00Z", head=canonical))
    made.add(PRINT, story("Only bridge closed", EDITED, "2024-03-05T09:00:00Z", head=canonical))
    made.add(JOURNAL, story("Le pont fermé", FRENCH, "2024-03-06T10:00:00Z", "fr"))
    made.add(MIRROR, story("Shopkeepers are angry", INDEPENDENT, "2024-03-07T11:00:00Z"))
    made.add(GAZETTE, story("Dragons of honey", OTHER_STORY, "2024-03-08T12:00:00Z"))
    made.add(KITES, story("Kites over the dunes", KITE_STORY, "2024-03-09T13:00:00Z"))
    made.links(COURIER, HERALD, PRINT, JOURNAL, MIRROR, GAZETTE, KITES)
    return made


@pytest.fixture(scope="module")
def plain(web: SmallWeb) -> Found:
    """What is found without an editor."""
    return web.cover()


@pytest.fixture(scope="module")
def before(plain: Found) -> Mapping[str, list[tuple[Any, ...]]]:
    """All views of it."""
    return plain.views()


@pytest.fixture
def relate_again(web: SmallWeb, before: Mapping[str, list[tuple[Any, ...]]]) -> Iterator[Cover]:
    """Return what is found with these overrides in the pages that are read already; taken back, all is as before."""
    file = web.folder / "overrides.toml"
    with Dataset(web.output / "small" / "work.duckdb") as dataset:

        def run(overrides: str) -> Found:
            file.write_text(overrides, encoding="utf-8")
            return again()

        def again() -> Found:
            incident = web.read()
            relate(dataset, began=incident.began, overrides=incident.overrides)
            edits.warn_of_unmet(dataset, incident.overrides)
            return Held(dataset)

        yield run
        file.unlink(missing_ok=True)
        assert again().views() == before


@pytest.fixture
def cover(web: SmallWeb, before: Mapping[str, list[tuple[Any, ...]]]) -> Iterator[Cover]:
    """Return what a whole run finds with these overrides; taken back, all is as it was before."""
    file = web.folder / "overrides.toml"

    def run(overrides: str) -> Found:
        file.write_text(overrides, encoding="utf-8")
        return web.cover()

    yield run
    file.unlink()
    assert web.cover().views() == before


def pair(url: str, of_url: str, said: str) -> str:
    return f'[[pairs]]\nurl = "{url}"\nof_url = "{of_url}"\n{said}\n'


def article(url: str, said: str) -> str:
    return f'[[articles]]\nurl = "{url}"\n{said}\n'


def places(found: Found) -> dict[str, tuple[str, bool, str | None]]:
    rows = found.rows("SELECT url, telling, is_original, of_url FROM articles")
    return {url: (telling, is_original, of_url) for url, telling, is_original, of_url in rows}


def pairs_of(found: Found, *urls: str) -> list[tuple[Any, ...]]:
    return found.rows(
        f"SELECT url, of_url, kind, direction, cue, confidence, text_share FROM pairs WHERE url IN {urls} AND of_url IN {urls}"
    )


def ledger(found: Found) -> dict[tuple[str, str, str], int]:
    return {(stage, outcome, reason): items for stage, outcome, reason, items in found.rows("FROM ledger")}


def test_without_an_editor_dates_and_texts_decide(plain: Found) -> None:
    assert places(plain) == {
        COURIER: (COURIER, True, None),
        HERALD: (COURIER, False, COURIER),
        JOURNAL: (COURIER, False, COURIER),
        MIRROR: (MIRROR, True, None),
        GAZETTE: (GAZETTE, True, None),
    }
    assert plain.rows("SELECT voices FROM summary") == [(3,)]
    assert plain.outcomes()[KITES] == ("dropped", "off_topic")
    assert plain.rows("FROM overrides") == []


def test_what_is_no_copy_is_cut_with_all_that_follows_from_it(relate_again: Cover) -> None:
    found = relate_again(
        pair(HERALD, COURIER, "copy = false\nwhy = 'they sat in the same room'") + pair(JOURNAL, HERALD, "copy = false")
    )

    assert pairs_of(found, HERALD, COURIER) == []
    assert places(found)[HERALD] == (HERALD, True, None)
    assert places(found)[JOURNAL] == (COURIER, False, COURIER)
    assert found.rows("SELECT voices FROM summary") == [(4,)]
    assert found.rows("SELECT count(*) FROM retellings") == [(1,)]
    assert found.rows("SELECT retold_by_others FROM coverage_by_outlet WHERE outlet = 'courier.example'") == [(1,)]
    said, before, why, holds = found.rows("SELECT said, found, why, holds FROM overrides WHERE place = 'pairs[1]'")[0]
    assert (json.loads(said), why, holds) == ({"copy": False}, "they sat in the same room", True)
    assert (json.loads(before)["kind"], json.loads(before)["url"]) == ("near_copy", HERALD)


def test_explain_names_the_line_that_cut_a_pair_and_what_stood_there(
    relate_again: Cover, capsys: pytest.CaptureFixture[str]
) -> None:
    held = relate_again(pair(PRINT, COURIER, "copy = false\nwhy = 'they sat in the same room'"))
    assert isinstance(held, Held)
    found = held.explained(HERALD, COURIER)

    (said,) = found["said"]
    assert (found["related"], said["place"], said["holds"]) == (False, "pairs[1]", True)
    assert (found["judged_now"], said["found"]["kind"]) == ("near_copy", "near_copy")
    show_pair(found)
    shown = capsys.readouterr().out
    assert "editor  pairs[1] of small.overrides.toml says that neither of A and B has it" in shown
    assert "(they sat in the same room); without it: A has it from B, near_copy by date" in shown
    assert "to undo it, take pairs[1] out of small.overrides.toml" in shown
    show_single(held.explained(HERALD))
    assert "pairs[1] of small.overrides.toml says that neither of" in capsys.readouterr().out


def test_the_lines_that_explain_proposes_do_what_they_say(relate_again: Cover) -> None:
    held = relate_again("")
    assert isinstance(held, Held)
    tables = {**held.explained(HERALD, COURIER)["overrides"], **held.explained(MIRROR, GAZETTE)["overrides"]}

    assert list(tables) == ["neither has it from the other", "B retells A", "A retells B"]
    assert pairs_of(relate_again(tables["neither has it from the other"]), HERALD, COURIER) == []
    for meaning in ("A retells B", "B retells A"):
        held = relate_again(tables[meaning])
        assert isinstance(held, Held)
        (row,) = held.rows("SELECT url, of_url FROM overrides WHERE holds")
        found = held.explained(*row)
        assert (found["url"], found["of_url"], found["cue"], found["confidence"]) == (*row, EDITOR, 1.0)
        assert [said["place"] for said in found["said"]] == ["pairs[1]"]


def test_what_the_editor_leaves_out_is_told_with_its_place(relate_again: Cover) -> None:
    held = relate_again(pair(HERALD, COURIER, "copy = false") + article(MIRROR, "relevant = false"))
    assert isinstance(held, Held)

    with pytest.raises(UseError, match=r"dropped \(off_topic: the editor says so: articles\[1\]\)"):
        held.explained(MIRROR)


def test_a_copy_that_no_rule_sees_is_one_of_which_nothing_was_measured(relate_again: Cover) -> None:
    found = relate_again(pair(MIRROR, COURIER, "copy = true\nwhy = 'the editor told us'"))

    assert pairs_of(found, MIRROR, COURIER) == [(MIRROR, COURIER, "near_copy", "known", EDITOR, 1.0, None)]
    assert places(found)[MIRROR] == (COURIER, False, COURIER)
    assert found.rows("SELECT voices FROM summary") == [(2,)]
    assert found.rows(f"SELECT cue, kind, lag_hours FROM retellings WHERE url = '{MIRROR}'") == [
        (EDITOR, "near_copy", 75.0)
    ]
    ((evidence,),) = found.rows(f"SELECT evidence FROM pairs WHERE url = '{MIRROR}'")
    assert json.loads(evidence) == {"rule": EDITOR, EDITOR: "the editor told us"}


def test_between_languages_such_a_copy_is_a_translation(relate_again: Cover) -> None:
    found = relate_again(pair(JOURNAL, MIRROR, "copy = true"))

    assert pairs_of(found, JOURNAL, MIRROR)[0][2:5] == ("translated_copy", "known", EDITOR)
    assert places(found)[JOURNAL] == (MIRROR, False, MIRROR)


def test_the_other_direction_turns_the_pair_and_its_numbers(relate_again: Cover, plain: Found) -> None:
    found = relate_again(pair(COURIER, HERALD, "copy = true"))

    ((*_, share),) = pairs_of(plain, COURIER, HERALD)
    ((*turned, _),) = pairs_of(found, COURIER, HERALD)
    assert turned == [COURIER, HERALD, "near_copy", "known", EDITOR, 1.0]
    assert found.rows(f"SELECT of_text_share FROM pairs WHERE url = '{COURIER}' AND of_url = '{HERALD}'") == [(share,)]
    assert places(found)[COURIER] == (HERALD, False, HERALD)
    assert places(found)[HERALD] == (HERALD, True, None)


def test_a_kind_may_be_said_and_a_part_joins_no_telling(relate_again: Cover) -> None:
    found = relate_again(pair(MIRROR, COURIER, 'kind = "excerpt"') + pair(GAZETTE, MIRROR, 'kind = "near_copy"'))

    assert pairs_of(found, MIRROR, COURIER)[0][2:5] == ("excerpt", "known", EDITOR)
    assert places(found)[MIRROR] == (MIRROR, True, None)
    assert places(found)[GAZETTE] == (MIRROR, False, MIRROR)
    assert found.rows(f"SELECT cue, text_share FROM retellings WHERE url = '{MIRROR}'") == [(EDITOR, None)]


def test_addresses_may_be_aliases_and_carry_trackers(relate_again: Cover) -> None:
    found = relate_again(pair(f"{PRINT}?utm_source=mail", f"{COURIER}#top", "copy = false"))

    assert pairs_of(found, HERALD, COURIER) == []
    assert found.rows("SELECT url, of_url FROM overrides") == [(HERALD, COURIER)]


def test_a_date_decides_who_was_first_and_stands_in_every_view(relate_again: Cover) -> None:
    found = relate_again(article(HERALD, "published = 2024-03-04T07:00:00Z"))

    assert places(found)[HERALD] == (HERALD, True, None)
    assert pairs_of(found, HERALD, COURIER)[0][:2] == (COURIER, HERALD)
    assert pairs_of(found, HERALD, COURIER)[0][4] in CONFIDENCE
    dated = f"SELECT hour(published), published_precision, edited FROM articles WHERE url = '{HERALD}'"
    assert found.rows(dated) == [(7, "second", ["published"])]
    assert found.rows("SELECT hour(first_published) FROM summary") == [(7,)]
    assert found.rows("SELECT hour(first_published) FROM coverage_by_outlet WHERE outlet = 'herald.example'") == [(7,)]
    assert found.rows("SELECT found->>'$.published' FROM overrides") == [("2024-03-05T09:00:00Z",)]


@pytest.mark.parametrize("written", ["2024-03-01", '"2024-03-01"'])
def test_a_day_may_lie_before_the_incident_if_the_editor_says_so(relate_again: Cover, written: str) -> None:
    found = relate_again(article(JOURNAL, f"published = {written}"))

    dated = f"SELECT published::VARCHAR, published_precision FROM articles WHERE url = '{JOURNAL}'"
    assert found.rows(dated) == [("2024-03-01 00:00:00", "day")]
    assert places(found)[JOURNAL][2] is None


def test_an_outlet_is_another_in_every_view(relate_again: Cover) -> None:
    found = relate_again(
        article(HERALD, 'outlet = "courier.example"') + article(GAZETTE, 'outlet = "www.baker.example"')
    )

    outlets = found.rows("SELECT outlet, articles, retold_from_others FROM coverage_by_outlet ORDER BY outlet")
    assert outlets == [
        ("baker.example", 1, 0),
        ("courier.example", 2, 0),
        ("journal.example", 1, 1),
        ("mirror.example", 1, 0),
    ]
    assert found.rows(f"SELECT outlet, of_outlet FROM retellings WHERE url = '{HERALD}'") == [("courier.example",) * 2]
    assert found.rows("SELECT outlets FROM summary") == [(4,)]
    assert "baker.example" not in {outlet for (outlet,) in found.rows("SELECT outlet FROM core.articles")}


def test_what_is_off_topic_is_in_no_view_and_its_copies_have_another_source(relate_again: Cover) -> None:
    found = relate_again(article(COURIER, "relevant = false\nwhy = 'satire'"))

    assert COURIER not in places(found)
    assert places(found)[JOURNAL] == (HERALD, False, HERALD)
    assert found.rows("SELECT articles, voices FROM summary") == [(4, 3)]
    for view in ("pairs", "retellings", "side_by_side", "versions"):
        assert found.rows(f"SELECT count(*) FROM {view} WHERE url = '{COURIER}'") == [(0,)]
    assert ledger(found)["editor", "dropped", "off_topic"] == 1


def test_a_page_that_names_nothing_is_an_article_at_the_editors_word(cover: Cover) -> None:
    found = cover(article(KITES, "relevant = true"))

    assert places(found)[KITES] == (KITES, True, None)
    assert found.rows(f"SELECT relevance, edited FROM articles WHERE url = '{KITES}'") == [(0, ["relevant"])]
    assert found.outcomes()[KITES] == ("article", EDITOR)
    assert found.rows("SELECT found->>'$.relevant' FROM overrides") == [("false",)]
    assert cover(article(KITES, "relevant = true")).views() == found.views()


def test_a_voice_of_its_own_has_no_source_and_no_sibling(relate_again: Cover) -> None:
    found = relate_again(article(HERALD, 'telling = "own"'))

    assert places(found)[HERALD] == (HERALD, True, None)
    assert found.rows("SELECT voices FROM summary") == [(4,)]
    assert found.rows("SELECT found->>'$.telling' FROM overrides") == [(COURIER,)]


def test_an_original_that_the_editor_names_is_the_source(relate_again: Cover) -> None:
    found = relate_again(article(GAZETTE, f'telling = "{PRINT}"\nwhy = "known"'))

    assert places(found)[GAZETTE] == (HERALD, False, HERALD)
    assert places(found)[HERALD] == (HERALD, True, None)
    assert pairs_of(found, GAZETTE, HERALD) == [(GAZETTE, HERALD, "near_copy", "known", EDITOR, 1.0, None)]
    assert found.rows(f"SELECT cue FROM retellings WHERE url = '{GAZETTE}'") == [(EDITOR,)]


def test_what_is_so_already_changes_nothing_but_what_the_editor_is_shown_with(
    relate_again: Cover, plain: Found
) -> None:
    said = article(JOURNAL, f'telling = "{COURIER}"') + article(COURIER, f'telling = "{COURIER}"')

    assert places(relate_again(said)) == places(plain)


def test_an_override_without_an_article_is_told_in_one_line_and_kept(
    relate_again: Cover, web: SmallWeb, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "retold"):
        found = relate_again(
            pair(NOWHERE, COURIER, "copy = true")
            + pair(PRINT, HERALD, "copy = true")
            + article(KITES, 'telling = "own"')
            + article(MIRROR, "relevant = false")
            + pair(MIRROR, COURIER, "copy = true")
        )

    (line,) = (record.getMessage() for record in caplog.records)
    assert line == (
        f"{web.folder / 'overrides.toml'}: 4 of 5 overrides change nothing: "
        f"pairs[1].url: {NOWHERE} is no address of this dataset; "
        f"pairs[2].of_url: {HERALD} is another address of the same article as {PRINT}; "
        f"pairs[3].url: {MIRROR} is left out, as the editor says; and 1 more"
    )
    assert ledger(found)["editor", "waiting", "override"] == 4
    unmet = found.rows("SELECT unmet FROM overrides WHERE place = 'articles[1]'")[0][0]
    assert unmet.startswith(f"url: {KITES} is no article: dropped (off_topic: names none")
    assert found.rows("SELECT count(*) FROM overrides WHERE NOT holds") == [(4,)]


def test_two_addresses_of_one_article_may_not_contradict_one_another(relate_again: Cover) -> None:
    with pytest.raises(
        UseError, match=r"articles\[2\]\.outlet: expected nothing against articles\[1\]\.outlet, which says"
    ):
        relate_again(article(HERALD, 'outlet = "a.example"') + article(PRINT, 'outlet = "b.example"'))


def test_an_archive_with_overrides_gives_the_same(cover: Cover, web: SmallWeb, tmp_path: Path) -> None:
    overrides = (
        pair(MIRROR, COURIER, "copy = true")
        + article(KITES, "relevant = true")
        + article(GAZETTE, "relevant = false")
        + article(HERALD, 'published = 2024-03-04\noutlet = "mirror.example"\ntelling = "own"')
    )
    found = cover(overrides)
    source = tmp_path / "source"
    shutil.copytree(web.output / "small", source)

    assert rebuild(source, web.read_without_sources(), tmp_path / "rebuilt").views() == found.views()


def copy(url: str, of_url: str, *, known: bool = True, share: float = 1.0) -> Pair:
    return Pair(
        url=url, of_url=of_url, kind="near_copy", score=1, text_share=share, of_text_share=share, known=known, cue="date" if known else "none", words=9
    )  # fmt: skip


def told(
    pairs: list[Pair], originals: dict[str, str], alone: frozenset[str] = frozenset()
) -> dict[str, tuple[Any, ...]]:
    articles = [Article(url=url) for url in "abcdef"]
    placed = place(articles, pairs, originals, alone)
    rows = build(articles, placed.pairs, set(originals.values()))
    return {row["url"]: (row["telling"], row["is_original"], row["of_url"]) for row in rows}


def test_what_retells_an_article_moves_with_it() -> None:
    found = told([copy("b", "a"), copy("c", "b")], {"b": "d"})

    assert found["a"] == ("a", True, None)
    assert (found["b"], found["c"]) == (("d", False, "d"), ("d", False, "b"))


def test_siblings_without_a_direction_do_not_follow_where_the_editor_puts_one() -> None:
    siblings = [copy("a", "b", known=False), copy("b", "c", known=False), copy("a", "c", known=False)]

    assert told(siblings, {"b": "d"})["a"][0] == told(siblings, {"b": "d"})["c"][0] != "d"
    assert told(siblings, {"b": "b"}, frozenset("b"))["b"] == ("b", True, None)
    assert told(siblings, {"b": "a"})["c"] == ("a", False, None)


def test_two_originals_are_two_tellings_whoever_is_a_sibling_of_both() -> None:
    siblings = [copy("a", "b", known=False), copy("b", "c", known=False)]
    found = told(siblings, {"d": "a", "e": "c"})

    assert {url for url, (telling, *_) in found.items() if telling == "c"} == {"c", "e"}
    assert {url for url, (telling, *_) in found.items() if telling == "a"} == {"a", "b", "d"}


def test_an_original_may_be_what_was_held_to_be_a_copy_of_its_copy() -> None:
    found = told([copy("a", "b"), copy("b", "c")], {"c": "a"})

    assert (found["a"], found["b"], found["c"]) == (("a", True, None), ("a", False, "c"), ("a", False, "a"))


def test_a_mark_of_an_agency_is_outdone_by_the_editor() -> None:
    articles = [Article(url="a", credit="Text: Reuters")]

    assert build(articles, [])[0]["presumed_retelling"]
    assert build(articles, [], {"a"})[0] == {
        "url": "a",
        "telling": "a",
        "is_original": True,
        "of_url": None,
        "presumed_retelling": False,
        "presumed_evidence": None,
    }
