"""English readings of a dataset: nothing is paid for twice, nothing lacks its maker, nothing that waits is hidden."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import RetryError, UseError
from extractors.plugins import Engine
from extractors.quality import FLAGS
from extractors.records import Article, Incident
from extractors.text import segments, sha256
from extractors.web import Reach, manners_of
from flows import english, sentences, staging
from flows.batches import _article_row
from flows.dataset import Dataset, names_in, sql_text
from flows.road import Run

from .processes import clean_environment
from .smalldataset import MADE, article
from .wronguse import Command

NOW = datetime(2031, 4, 5, 6, 7, tzinfo=UTC)
HARBOUR = "Le port est fermé depuis hier soir."
WAVES = "La mer est haute et le vent souffle fort."
BOAT = "Le bateau des pêcheurs attend à quai."
NUMBERS = "Il y a 12 bateaux et 340 marins au port."
AURELIA = "Le ferry Aurelia est parti à midi."
ENGLISH = {
    HARBOUR: "The port has been closed since last night.",
    WAVES: "The sea is high and the wind blows hard.",
    BOAT: "The fishermen's boat is waiting at the quay.",
    NUMBERS: "There are 12 boats and 340 sailors in the port.",
    AURELIA: "The ferry Aurelia left at noon.",
    f"{HARBOUR} {WAVES}": "The port has been closed since last night. The sea is high and the wind blows hard.",
    "El puerto está cerrado desde ayer por la noche.": "The port has been closed since last night.",
    "Паром вышел в полдень и не пришёл.": "The ferry left at noon and did not arrive.",
    "Le port fermé": "The closed port",
    "Final": "The end",
}


class Teller:
    """An engine that says what it was asked for, remembers it, and fails when it is told to."""

    def __init__(self, name: str, languages: Iterable[str] = ("fr", "es", "ru"), version: str = "1") -> None:
        self.name, self.languages, self.version = name, set(languages), version
        self.calls: list[list[str]] = []
        self.fails: Callable[[Sequence[str]], str | None] = lambda _: None
        self.answers: Mapping[str, str] = ENGLISH
        self.most_bytes, self.asks_web, self.is_gist = 10_000, False, False

    def engine(self) -> Engine:
        return Engine(
            name=self.name,
            max_bytes=self.most_bytes,
            supports=lambda source, _: source in self.languages,
            version=lambda: self.version,
            translate=self._translate,
            asks_web=lambda *_: self.asks_web,
            gist=lambda *_: self.is_gist,
        )

    @property
    def asked(self) -> list[str]:
        return [text for call in self.calls for text in call]

    def _translate(self, texts: Sequence[str], _source: str, _target: str) -> list[str | None]:
        self.calls.append(list(texts))
        if reason := self.fails(texts):
            raise RetryError(reason)
        return [self.answers.get(text) for text in texts]


class Desk:
    """A small dataset with articles, and runs of the translate stage over it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capture: pytest.LogCaptureFixture) -> None:
        self.folder, self._capture = folder, capture
        self.tellers: list[Teller] = []
        monkeypatch.setattr(english, "engines_named", self._named)
        self.dataset = Dataset(folder / "work.duckdb")
        self.incident = Incident(
            slug="small", title="Small", began=date(2024, 3, 9), names={"*": ("Aurelia",)}, engines=("all",)
        )
        self.stop = threading.Event()

    def _named(self, names: Sequence[str]) -> list[Engine]:
        return [teller.engine() for teller in self.tellers] if names else []

    def read(self, *articles: Article, at: datetime = MADE) -> None:
        """Take articles in, as a batch of readings."""
        visits = [
            {"url": one.url, "body_sha256": sha256(one.text), "fetched_at": at, "warc": None, "warc_offset": None}
            for one in articles
        ]
        links = [
            {"url": one.url, "source": "urls", "found_at": at, "title_hint": None, "published_hint": None}
            for one in articles
        ]
        rows = [_article_row(visit, one, ("bridge",), "") for visit, one in zip(visits, articles, strict=True)]
        self.dataset.load("load/links", staging.table(links, "links"))
        self.dataset.load("load/readings", staging.table(rows, "readings"))

    def run(self) -> Run:
        return Run(
            incident=self.incident,
            dataset=self.dataset,
            folder=self.folder,
            manners=manners_of(self.incident, ""),
            reach=Reach(),
            stop=self.stop,
        )

    def translate(self, *again: str) -> str:
        """Run the stage; return what it said."""
        self._capture.clear()
        english.translate_articles(self.run(), again)
        return "\n".join(record.getMessage() for record in self._capture.records)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query, over views that are up to date and keep every promise."""
        for name in names_in("views"):
            self.dataset.connection.execute(sql_text(f"views/{name}"))
        promises = ("readings_name_their_engine", "side_by_side_lines_up", "untranslated_has_no_reading")
        assert {name: self.dataset.rows(f"checks/{name}") for name in promises} == {name: [] for name in promises}
        return self.dataset.connection.execute(sql).fetchall()

    def asked(self) -> list[str]:
        return [text for teller in self.tellers for text in teller.asked]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Desk]:
    caplog.set_level("INFO", "retold")
    made = Desk(tmp_path, monkeypatch, caplog)
    made.tellers = [Teller("told")]
    yield made
    made.dataset.connection.close()


def french(name: str, *paragraphs: str, title: str = "Le port fermé", language: str = "fr", **known: Any) -> Article:
    return article(name, "\n".join(paragraphs), language, title, **known)


def expected(*articles: Article) -> dict[str, list[str]]:
    """Return what side_by_side must show of each article: its headline and its sentences."""
    return {
        one.url: [*([one.title] if one.title else []), *(part.text for part in segments(one.text, one.language))]
        for one in articles
    }


def lined_up(desk: Desk) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for url, original in desk.rows("SELECT url, original FROM side_by_side ORDER BY url, position"):
        found.setdefault(url, []).append(original)
    return found


AWKWARD = (
    french("twice", HARBOUR, WAVES, HARBOUR),
    french("own-title", WAVES, BOAT, title=BOAT),
    french("only-title", f"{HARBOUR} {WAVES}", title=f"{HARBOUR} {WAVES}"),
    french("shared", BOAT, title="Final"),
    french("otro", "El puerto está cerrado desde ayer por la noche.", title="Final", language="es"),
    french("nobody", "Zzkrt blopf vrum kli.", language="und"),
    french("untitled", HARBOUR, title=""),
    french("plain", "The harbour is closed.", language="en"),
)


@pytest.mark.parametrize("known", [(), ("fr",), ("fr", "es")], ids=["no language", "one", "all"])
def test_side_by_side_lines_up_whatever_is_translated(desk: Desk, known: Sequence[str]) -> None:
    desk.tellers = [Teller("told", known)]
    desk.read(*AWKWARD)

    assert lined_up(desk) == expected(*AWKWARD)
    desk.translate()
    assert lined_up(desk) == expected(*AWKWARD)
    rows = desk.rows("SELECT language, engine, translation IS NULL, flags FROM side_by_side")
    assert {(language, engine) for language, engine, *_ in rows} == {
        ("en", "original"),
        ("und", "none"),
        *((language, "told" if language in known else "none") for language in ("fr", "es")),
    }
    assert all(("untranslated" in flags) == is_missing for _, _, is_missing, flags in rows)


def test_a_headline_that_is_another_text_whole_is_one_segment(desk: Desk) -> None:
    """Whichever of the two is read first."""
    long, short = french("long", f"{HARBOUR} {WAVES}"), french("short", BOAT, title=f"{HARBOUR} {WAVES}")
    desk.read(long)
    desk.read(short)

    assert lined_up(desk) == expected(long, short)
    desk.translate()
    assert desk.rows("SELECT count(*) FROM articles WHERE title_en IS NULL OR text_en IS NULL") == [(0,)]


def test_a_text_that_is_read_in_another_language_keeps_its_sentences_and_is_translated_from_that(desk: Desk) -> None:
    first = french("torn", f"{HARBOUR} {WAVES}")
    desk.read(first)
    desk.translate()
    desk.read(replace(first, language="es"), at=MADE + timedelta(hours=1))
    found = lined_up(desk)
    desk.translate()

    assert found == expected(first)
    assert lined_up(desk) == found
    assert desk.tellers[0].asked == [*expected(first)[first.url]] * 2
    assert desk.rows("SELECT DISTINCT language, engine FROM side_by_side") == [("es", "told")]


def test_a_sentence_is_paid_for_once_and_read_everywhere(desk: Desk) -> None:
    desk.read(french("one", HARBOUR, WAVES, HARBOUR), french("two", WAVES, title=HARBOUR))
    desk.translate()
    desk.read(french("three", HARBOUR, BOAT))
    said = desk.translate()

    assert sorted(desk.asked()) == sorted([HARBOUR, WAVES, "Le port fermé", BOAT])
    assert said.startswith("translate: 1 sentences: 1 told; flagged 0%;")
    assert desk.rows("SELECT count(*) FROM articles WHERE engine = 'told' AND title_engine = 'told'") == [(3,)]


def test_a_second_run_calls_no_engine(desk: Desk) -> None:
    desk.read(*AWKWARD)
    desk.translate()
    before = desk.asked()

    assert desk.translate() == ""
    assert desk.asked() == before != []


def test_nobody_is_asked_for_what_needs_no_engine(desk: Desk) -> None:
    desk.read(french("bare", "15:30", "The Aurelia is not where she was, they say.", title="2011"))
    desk.translate()

    assert desk.asked() == []
    assert desk.rows("SELECT title_engine, engine, text_en IS NOT NULL FROM articles") == [("none", "none", True)]
    assert desk.rows("FROM translations_by_engine") == []


TWO = (french("one", HARBOUR, NUMBERS), french("two", WAVES))


def readings(desk: Desk) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return engine and flags of the reading that stands, by sentence."""
    rows = desk.rows("SELECT original, engine, flags FROM side_by_side")
    return {original: (engine, tuple(flags)) for original, engine, flags in rows}


def memory(desk: Desk) -> int:
    [(rows,)] = desk.rows("SELECT count(*) FROM core.translations")
    return int(rows)


def test_what_bears_a_flag_is_translated_again_by_whoever_has_not_done_it(desk: Desk) -> None:
    first, second = Teller("first"), Teller("second")
    first.answers = {**ENGLISH, NUMBERS: "There are 12 boats and 304 sailors in the port."}
    desk.tellers = [first, second]
    desk.read(*TWO)
    desk.translate()
    assert readings(desk)[NUMBERS] == ("first", ("numbers_differ",))
    said = desk.translate("numbers_differ")

    assert readings(desk) == {
        NUMBERS: ("second", ()),
        **dict.fromkeys((HARBOUR, WAVES, "Le port fermé"), ("first", ())),
    }
    assert second.asked == [NUMBERS]
    assert "translate again numbers_differ: 1 sentences\n" in f"{said}\n"
    kept = "SELECT engine, flags FROM core.translations WHERE text LIKE '%12 boats%' ORDER BY engine"
    assert desk.rows(kept) == [("first", ["numbers_differ"]), ("second", [])]
    assert "numbers_differ: nothing to do, no reading is theirs" in desk.translate("numbers_differ")


def test_what_an_engine_made_is_translated_again_as_far_as_others_can(desk: Desk) -> None:
    first, second = Teller("first"), Teller("second")
    second.answers = {HARBOUR: "The harbour is shut since last night."}
    desk.tellers = [first, second]
    desk.read(*TWO)
    desk.translate()
    desk.translate("first")
    before = memory(desk)
    asked = len(desk.asked())
    said = desk.translate("second")

    assert {original: engine for original, (engine, _) in readings(desk).items()} == {
        HARBOUR: "second",
        **dict.fromkeys((NUMBERS, WAVES, "Le port fermé"), "first"),
    }
    assert desk.rows("FROM core.untranslated") == []
    assert "translate again second: 1 sentences; no other engine of the chain can do 1" in said
    assert (memory(desk), len(desk.asked())) == (before, asked)


def test_a_new_version_of_an_engine_is_another_engine(desk: Desk) -> None:
    desk.read(*TWO)
    desk.translate()
    before = memory(desk)
    desk.translate("told")
    desk.tellers[0].version = "2"
    desk.translate("told")

    assert desk.rows("SELECT DISTINCT engine_version FROM side_by_side") == [("2",)]
    assert memory(desk) == 2 * before == len(desk.asked())


def test_an_unknown_name_is_answered_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(
        UseError, match=r"^--translate-again 'gogle' \(did you mean 'google'\?\): .*: no translations yet$"
    ):
        desk.translate("gogle")
    desk.tellers[0].answers = {**ENGLISH, NUMBERS: "There are 12 boats and 304 sailors in the port."}
    desk.read(*TWO)
    desk.translate()
    with pytest.raises(UseError, match=r": engines told; flags numbers_differ$"):
        desk.translate("told", "numbers")


def test_of_two_answers_in_one_second_the_same_stands_whatever_came_first(desk: Desk) -> None:
    desk.read(french("one", HARBOUR, title=""))
    made = {"segment_sha256": sha256(HARBOUR), "source": "fr", "target": "en", "flags": [], "translated_at": NOW}
    rows = [
        {**made, "engine": engine, "engine_version": version, "glossary_version": "", "text": f"{engine} {version}"}
        for engine, version in (("b", "1"), ("a", "2"), ("a", "1"))
    ]
    for row in rows:
        desk.dataset.load("load/translations", staging.table([row], "translations"))
        english.put_together(desk.run())
    assert desk.rows("SELECT text_en, engine FROM articles") == [("a 1", "a")]


def test_a_glossary_that_changes_has_its_sentences_translated_again_and_no_others(desk: Desk) -> None:
    desk.read(french("one", HARBOUR, AURELIA))
    desk.translate()
    before = len(desk.asked())
    old = desk.incident
    desk.incident = replace(old, glossary={"fr": {"ferry": "ship"}})
    desk.tellers[0].answers = {**ENGLISH, AURELIA: "The ship Aurelia left at noon."}
    desk.translate()
    assert desk.asked()[before:] == [AURELIA]
    assert desk.rows("SELECT text_en FROM articles") == [(f"{ENGLISH[HARBOUR]}\nThe ship Aurelia left at noon.",)]
    assert desk.translate() == ""

    desk.incident = old  # as it was: the reading that was paid for then stands again
    desk.translate()
    assert len(desk.asked()) == before + 1
    assert desk.rows("SELECT translation FROM side_by_side WHERE original LIKE '%Aurelia%'") == [(ENGLISH[AURELIA],)]


def test_an_old_reading_stands_when_no_engine_can_make_another(desk: Desk) -> None:
    desk.read(french("one", AURELIA))
    desk.translate()
    desk.incident = replace(desk.incident, glossary={"*": {"ferry": "ship"}})
    desk.tellers = [Teller("told", languages=())]
    desk.translate()

    assert readings(desk)[AURELIA] == ("told", ())
    assert desk.rows("FROM core.untranslated") == desk.rows("FROM untranslated") == []


def test_what_nobody_could_translate_waits_with_what_each_engine_said(desk: Desk) -> None:
    refusing, narrow = Teller("refusing"), Teller("narrow", ["es"])
    refusing.fails = lambda _: "too_many_requests"
    desk.tellers = [refusing, narrow]
    desk.read(french("one", HARBOUR, WAVES), french("two", HARBOUR, title=""), french("lost", BOAT, language="und"))
    assert desk.rows("SELECT * EXCLUDE (characters) FROM untranslated ORDER BY ALL") == [
        ("fr", "not_tried", 3, 2),
        ("und", "unknown_language", 2, 1),
    ]
    said = desk.translate()

    assert said.startswith("translate: 3 sentences: 3 untranslated; ")
    assert desk.rows("SELECT * FROM untranslated ORDER BY language") == [
        ("fr", "refusing: too_many_requests; narrow: unsupported", 3, 2, len(HARBOUR + WAVES + "Le port fermé")),
        ("und", "unknown_language", 2, 1, len(BOAT + "Le port fermé")),
    ]
    assert desk.rows("SELECT reason, items FROM ledger WHERE stage = 'translate'") == [("untranslated", 3)]
    refusing.fails = lambda _: None
    desk.translate()
    assert desk.rows("SELECT language, reason FROM untranslated") == [("und", "unknown_language")]
    assert desk.rows("FROM core.untranslated") == []


def test_without_engines_that_is_the_reason(desk: Desk) -> None:
    desk.read(french("one", HARBOUR))
    desk.incident = replace(desk.incident, engines=())
    desk.translate()

    assert desk.rows("SELECT language, reason, segments FROM untranslated") == [("fr", "no_engine", 2)]


BOTH = len(HARBOUR) + len(WAVES)


@pytest.mark.parametrize(
    ("chars", "translated"),
    [(0, 0), (len(HARBOUR) - 1, 0), (len(HARBOUR), 1), (BOTH - 1, 1), (BOTH, 2), (10**6, 2)],
)
def test_what_is_beyond_the_budget_waits_with_this_reason(desk: Desk, chars: int, translated: int) -> None:
    desk.incident = replace(desk.incident, budget_chars=chars)
    desk.read(french("one", HARBOUR, WAVES, title=""))
    said = desk.translate()

    assert len(desk.asked()) == translated
    assert desk.rows("SELECT reason, segments FROM untranslated") == [("budget", 2 - translated)] * (translated < 2)
    assert (f"; not: {2 - translated} budget" in said) == (translated < 2)
    assert desk.rows("SELECT count(*) FROM core.untranslated WHERE tried_at IS NOT NULL") == [(0,)]
    desk.incident = replace(desk.incident, budget_chars=BOTH)
    desk.translate()
    assert sorted(desk.asked()) == sorted([HARBOUR, WAVES])


def test_translating_again_is_paid_from_what_the_rest_has_left(desk: Desk) -> None:
    first, second = Teller("first"), Teller("second")
    desk.tellers = [first, second]
    desk.read(french("one", HARBOUR, WAVES, title=""))
    desk.translate()
    desk.read(french("two", BOAT, title=""))
    desk.incident = replace(desk.incident, budget_chars=len(BOAT) + len(HARBOUR))
    said = desk.translate("first")

    assert (first.asked[2:], second.asked) == ([BOAT], [HARBOUR])
    assert said.endswith("; not: 1 budget")
    assert desk.rows("FROM untranslated") == []


def test_what_no_engine_knows_or_nobody_could_do_keeps_nothing_from_its_turn(desk: Desk) -> None:
    desk.tellers = [Teller("told", ["fr"])]
    early = {
        "published_from": MADE - timedelta(days=9),
        "published_precision": "second",
        "published_text": "2024-02-29",
    }
    russian = article("ru", "Паром вышел в полдень и не пришёл.", "ru", "", **early)
    stubborn = french("never", "Zut blop krim.", title="", **early)
    desk.read(russian, stubborn, french("late", HARBOUR, title=""))
    desk.incident = replace(desk.incident, budget_chars=len(HARBOUR))
    for _ in range(3):
        desk.translate()

    assert readings(desk)[HARBOUR] == ("told", ())
    assert desk.rows("SELECT language, reason FROM untranslated ORDER BY language") == [
        ("fr", "told: no_answer"),
        ("ru", "told: unsupported"),
    ]


def test_second_attempts_are_counted_beside_the_budget(desk: Desk) -> None:
    desk.tellers = [Teller("mute"), Teller("told")]
    desk.tellers[0].answers = {}
    desk.read(french("one", HARBOUR, title=""))

    assert desk.translate().endswith(f"; {len(HARBOUR)} characters, {2 * len(HARBOUR)} sent to engines")


def test_the_run_and_the_view_say_how_much_is_in_doubt(desk: Desk) -> None:
    first, second = Teller("first", ["fr"]), Teller("second", ["es"])
    first.answers = {**ENGLISH, NUMBERS: "There are 12 boats and 304 sailors in the port."}
    second.is_gist = True
    desk.tellers = [first, second]
    desk.read(*TWO, article("otro", "El puerto está cerrado desde ayer por la noche.", "es", ""))
    said = desk.translate()

    assert said.startswith(
        "translate: 5 sentences: 4 first, 1 second; flagged 20%: numbers_differ 20.0%; gist only 20%; "
    )
    assert desk.rows("SELECT * EXCLUDE (first_used, last_used) FROM translations_by_engine") == [
        ("first", "1", "fr", 4, 4, 2, 0.25, {"numbers_differ": 0.25}, False),
        ("second", "1", "es", 1, 1, 1, 0.0, {}, True),
    ]


def test_every_flag_is_explained_where_it_is_read(desk: Desk) -> None:
    desk.rows("FROM side_by_side")
    desk.dataset.connection.execute(sql_text("comments"))
    [(comment,)] = desk.dataset.connection.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'side_by_side' AND column_name = 'flags'"
    ).fetchall()

    assert {flag for flag in FLAGS if flag not in comment} == {"partly_untranslated", "bad_input"}  # of whole lines


class Killed(BaseException):
    """The process is no more."""


def test_a_kill_between_two_calls_loses_none_of_them(desk: Desk) -> None:
    told = desk.tellers[0]
    told.asks_web, told.most_bytes = True, 50  # a call a sentence
    desk.read(french("one", HARBOUR, WAVES, BOAT, title=""))

    def kill_third(_: Sequence[str]) -> None:
        if len(told.calls) == 3:
            raise Killed

    told.fails = kill_third
    with pytest.raises(Killed):
        desk.translate()
    first = told.asked
    assert memory(desk) == 0
    told.fails = lambda _: None
    for path in staging.left_over(desk.run().staging):
        desk.run().merge(path)
    desk.translate()

    assert (first, told.asked[3:]) == ([HARBOUR, WAVES, BOAT], [BOAT])
    assert staging.left_over(desk.run().staging) == []
    assert desk.rows("SELECT text_en IS NOT NULL FROM articles") == [(True,)]


def test_a_run_that_is_stopped_waits_for_no_silent_engine(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "LAST_ANSWER_S", 0.1)
    silence = threading.Event()
    told = desk.tellers[0]
    told.asks_web, told.most_bytes = True, 50

    def keep_silent(_: Sequence[str]) -> None:
        if len(told.calls) == 2:
            desk.stop.set()
            silence.wait(30)

    told.fails = keep_silent
    desk.read(french("one", HARBOUR, WAVES, BOAT, title=""))
    began = time.monotonic()
    desk.translate()
    taken_s = time.monotonic() - began
    silence.set()

    assert taken_s < 5
    assert told.asked == [HARBOUR, WAVES]
    assert desk.rows("SELECT original FROM side_by_side WHERE engine = 'told'") == [(HARBOUR,)]
    assert desk.rows("SELECT reason, segments FROM untranslated") == [("not_tried", 2)]


SILENT = """
import dataclasses, sys, time
from extractors.engines import apertium

def silent(texts, source, target):
    print("asked", file=sys.stderr, flush=True)
    time.sleep(300)

apertium.ENGINE = dataclasses.replace(apertium.ENGINE, supports=lambda *_: True, translate=silent)
if __name__ == "__main__":
    from flows.cli import main
    main()
"""
INCIDENT = """
title = "The lost ferry"
began = 2024-03-04
[names]
"*" = ["Aurelia"]
[relevance]
at_least = 1
[translate]
engines = ["apertium"]
[[sources]]
kind = "files"
paths = ["pages/"]
"""


@pytest.mark.slow
def test_a_command_that_is_told_to_end_waits_for_no_silent_engine(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    story = [AURELIA, HARBOUR, WAVES, BOAT, NUMBERS, "Personne n'a voulu parler aux familles qui attendaient."]
    (tmp_path / "pages" / "one.txt").write_text(
        "\n\n".join(["Le ferry perdu", "5 mars 2024", *story]), encoding="utf-8"
    )
    (tmp_path / "small.toml").write_text(INCIDENT, encoding="utf-8")
    (tmp_path / "silent.py").write_text(SILENT, encoding="utf-8")
    command = [sys.executable, "silent.py", "cover", "small.toml", "--output", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=clean_environment()) as process:
        assert process.stderr is not None
        assert any(line == "asked\n" for line in process.stderr)
        began = time.monotonic()
        process.terminate()
        said = process.stderr.read()
        ended = process.wait()

    assert time.monotonic() - began < 10
    assert (ended, said.splitlines()[-1]) == (143, "retold: stopped; run it again to go on")


def test_an_unknown_name_ends_the_command_before_anything_begins(command: Command, late_pad: Path) -> None:
    output = late_pad.parent / "output"
    ended = command(
        "cover", late_pad, "--output", output, "--translate-again", "apertium", "--translate-again", "gogle"
    )

    ended.refused(2, "--translate-again 'gogle' (did you mean 'google'?): expected an engine or a flag of")
    assert "--translate-again" in command("cover", "--help").out
