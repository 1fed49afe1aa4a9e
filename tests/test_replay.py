"""A dataset that is made from its archive alone is the one that made the archive."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from extractors import exchanges, holdings, sandbox, warc
from extractors.plugins import Engine
from flows import commands, replay, road, sentences
from flows import cover as flow
from flows.coverage import Coverage
from flows.dataset import Dataset
from flows.running import one_after_another

from .processes import retold
from .smallweb import INCIDENT, STORY, Found, SmallWeb, cover, page, rebuild
from .wronguse import Command, read_here

pytestmark = pytest.mark.slow  # publishes again and again

ISLAND, AMP = "http://island.example/ferry", "http://island.example/amp/ferry"
HARBOUR, CALM = "http://harbour.example/missing", "http://harbour.example/calm"
WIDE = [f"http://wide.example/{number}" for number in range(14)]
SAMPLE = Path(__file__).parent.parent / "flows" / "incidents" / "sample"
# What the tables hold beside the clock of the runs; where bodies lie in the archive is compared as well.
TABLES = {
    "links": "url, title_hint, published_hint, outcome, stage, reason, detail, alias_of",
    "sightings": "url, source",
    "visits": "* EXCLUDE (duration_s)",
    "versions": "url, text_sha256, title, seen_at",
    "readings": "url, body_sha256, outcome, reason, read_at",
    "outlets": "outlet, name, country",
    "journals": "warc, run_id",
    "drops": "url, stage, reason, detail",
}


@pytest.fixture(scope="module", autouse=True)
def in_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        yield


def tables(found: Found) -> Mapping[str, list[tuple[Any, ...]]]:
    return {name: found.rows(f"SELECT {columns} FROM core.{name} ORDER BY ALL") for name, columns in TABLES.items()}


def feed(*urls: str) -> str:
    items = "".join(f"<item><title>Ferry missing</title><link>{url}</link></item>" for url in urls)
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"


def told(change: str) -> tuple[str, ...]:
    return (*STORY[:4], change, *STORY[4:])


def reopen(journal: Path) -> None:
    """Leave a file as a kill leaves it: open, with half a record at its end."""
    with journal.open("ab") as file:
        file.write(journal.read_bytes()[:100])
    journal.rename(journal.with_name(journal.name.replace(warc.DONE, warc.OPEN)))


def kill_behind(url: str, web: SmallWeb) -> None:
    """Cover until a page has been fetched, and lose all that has not been loaded then."""
    load = road.load_journal

    def killed(run: road.Run, journal: Path, *told: Any) -> Any:
        if url in {visited.url for visited in warc.pages(journal)}:
            reopen(journal)
            raise KeyboardInterrupt
        return load(run, journal, *told)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(road, "load_journal", killed)
        with pytest.raises(KeyboardInterrupt):
            web.cover(recheck="all")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallWeb, Found]:
    """A web that was covered four times while it changed; the third time was cut short. Its files on disk are gone."""
    folder = tmp_path_factory.mktemp("history")
    web = SmallWeb(folder, INCIDENT.replace("delay_s = 0", "delay_s = 0\npages_per_host = 3"))
    saved = folder / "saved"
    saved.mkdir()
    (saved / "one.html").write_text(page("Ferry saved", *told("Somebody saved this page.")), encoding="utf-8")
    head = f'<link rel="canonical" href="{ISLAND}">'
    web.add(ISLAND, page("Ferry missing", *STORY, head=head))
    web.add(AMP, page("Ferry missing", *STORY[:5], head=head))
    web.answer("island.example", "/?p=7", redirect="/ferry")
    web.add(HARBOUR, page("Harbour waits", *told("The harbour lamps were lit all night.")))
    web.add(CALM, page("Nets are dear", *(f"On day {day} the council spoke of nets and of paint." for day in range(9))))
    web.answer("closed.example", "/robots.txt", text="User-agent: *\nDisallow: /")
    web.answer("busy.example", "/ferry", status=503)
    web.answer("wide.example", "/", status=404)
    web.answer("feeds.example", "/rss", text=feed(HARBOUR), type="text/xml")
    web.source("feeds", urls=["http://feeds.example/rss", "http://feeds.example/lost"])
    web.source("files", paths=[str(saved)])
    web.links(AMP, "http://island.example/?p=7", CALM, "http://closed.example/a", "http://busy.example/ferry", *WIDE)
    web.cover()
    web.add(ISLAND, page("Ferry found", *told("Divers found the wreck at dawn."), head=head))
    web.add("http://reef.example/late", page("Ferry late", *told("The reef has taken boats before.")))
    web.answer("feeds.example", "/rss", text=feed(HARBOUR, "http://reef.example/late"), type="text/xml")
    (saved / "one.html").write_text(page("Ferry saved", *told("Somebody saved it again.")), encoding="utf-8")
    web.cover(recheck="all")
    web.add(ISLAND, page("Ferry raised", *told("A crane raised the wreck."), head=head))
    web.add(HARBOUR, page("Harbour mourns", *told("The harbour lamps went out at noon.")))
    kill_behind(HARBOUR, web)
    web.add(HARBOUR, page("Harbour waits", *told("The harbour lamps were lit all night.")))
    web.answer("feeds.example", "/rss", status=500)
    found = web.cover(recheck="all")
    saved.rename(folder / "put away")
    return web, found


def test_what_a_web_was_over_time_is_all_in_the_history(history: tuple[SmallWeb, Found]) -> None:
    _, found = history
    versions = found.rows(f"SELECT title, is_current FROM versions WHERE url = '{ISLAND}' ORDER BY version")

    assert versions == [("Ferry missing", False), ("Ferry found", False), ("Ferry raised", True)]
    assert found.rows(f"SELECT title, is_current FROM versions WHERE url = '{HARBOUR}' ORDER BY version") == [
        ("Harbour waits", True),
        ("Harbour mourns", False),
    ]
    assert {reason for _, reason in found.outcomes().values()} >= {
        "off_topic", "robots_disallowed", "http_503", "http_404", "budget",
    }  # fmt: skip
    assert {outcome for outcome, _ in found.outcomes().values()} == {"article", "alias", "dropped", "waiting"}
    assert found.rows("SELECT reason FROM ledger WHERE stage = 'discover' ORDER BY ALL") == [
        ("http_404",),
        ("http_500",),
    ]
    assert found.rows("SELECT count(*) FROM core.visits WHERE reason = 'not_modified'")[0][0] > 0


def test_the_archive_tells_all_of_it_again(history: tuple[SmallWeb, Found], tmp_path: Path) -> None:
    web, original = history
    source = tmp_path / "brought here"
    shutil.copytree(original.folder / "archive", source)
    newest = max(source.glob("scrape-*"), key=warc.begun)
    reopen(newest)
    before = {path.name: path.read_bytes() for path in source.iterdir()}
    rebuilt = rebuild(source, web.read_without_sources(), tmp_path)

    assert rebuilt.views() == original.views()
    assert tables(rebuilt) == tables(original)
    assert rebuilt.log == []
    kept = {path.name: path for path in (rebuilt.folder / "archive").iterdir()}
    assert sorted(kept) == sorted(path.name for path in (original.folder / "archive").iterdir())
    assert {path.name: path.read_bytes() for path in source.iterdir()} == before
    assert [name for name, path in kept.items() if path.stat().st_nlink == 1] == [newest.name]


def rebuild_twice(web: SmallWeb, original: Found, output: Path) -> Found:
    """Rebuild, be killed in the middle of it, and rebuild."""
    relate, related = road.relate_articles, []

    def killed(run: road.Run) -> None:
        related.append(run)
        if len(related) == 2:
            raise KeyboardInterrupt
        relate(run)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(road, "relate_articles", killed)
        with pytest.raises(KeyboardInterrupt):
            rebuild(original.folder, web.read_without_sources(), output)
    return rebuild(original.folder, web.read_without_sources(), output)


@pytest.mark.slow
def test_a_rebuild_that_was_cut_short_goes_on_and_so_does_the_next_run_on_all_datasets(
    history: tuple[SmallWeb, Found], tmp_path: Path
) -> None:
    """On the dataset itself, on one that was rebuilt, and on one whose working file was lost."""
    web, original = history
    rebuilt = rebuild_twice(web, original, tmp_path / "rebuilt")
    assert rebuilt.views() == original.views()
    assert tables(rebuilt) == tables(original)
    for copy in ("same", "lost"):
        shutil.copytree(original.folder, tmp_path / copy / "small")
    for name in ("work.duckdb", "coverage.duckdb"):
        (tmp_path / "lost" / "small" / name).unlink()
    put_away = web.folder.parent / "put away"
    saved = put_away.rename(web.folder.parent / "saved")
    try:
        found = {
            name: cover(web.folder, web.read(), tmp_path / name, recheck="all") for name in ("same", "rebuilt", "lost")
        }
    finally:
        saved.rename(put_away)

    asked = {
        name: sorted((line["host"], line["path"], line["status"]) for line in map(json.loads, one.log))
        for name, one in found.items()
    }
    already = [(line["host"], line["path"], line["status"]) for line in map(json.loads, original.log)]
    for line in already:
        asked["same"].remove(line)
        asked["lost"].remove(line)
    assert asked["rebuilt"] == asked["lost"] == asked["same"] != []
    assert not [path for _, path, status in asked["same"] if path == "/robots.txt" and status == 200]
    assert found["rebuilt"].views() == found["lost"].views() == found["same"].views()


def test_what_is_damaged_is_counted_and_asked_for_by_the_next_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    web = SmallWeb(tmp_path)
    web.add(ISLAND, page("Ferry missing", *STORY))
    web.add(HARBOUR, page("Harbour waits", *told("The harbour lamps were lit all night.")))
    web.links(ISLAND, HARBOUR)
    original = web.cover()
    ((name, offset),) = original.rows(f"SELECT warc, warc_offset FROM core.visits WHERE url = '{HARBOUR}'")
    source = tmp_path / "source"
    shutil.copytree(original.folder / "archive", source)
    harmed = bytearray((source / name).read_bytes())
    harmed[offset + 60] ^= 0xFF
    (source / name).write_bytes(harmed)
    with caplog.at_level("INFO", "retold"):
        rebuilt = rebuild(source, web.read_without_sources(), tmp_path / "rebuilt")
    mended = cover(web.folder, web.read(), tmp_path / "rebuilt")

    assert rebuilt.outcomes() == {ISLAND: ("article", ""), HARBOUR: ("waiting", "archive_damaged")}
    assert re.search(rf"archive: {name}: [0-9]+ bytes are damaged or cut", caplog.text)
    assert caplog.text.count("are damaged or cut") == 1
    assert mended.views() == original.views()
    assert [json.loads(line)["path"] for line in mended.log if json.loads(line)["status"] == 200] == ["/missing"]


RUSSIAN = (
    "Паром «Аурелия» вышел с острова в полдень и не пришёл в порт.",
    "Капитана Дуарте дважды предупреждали, что к вечеру погода испортится.",
    "Семьи ждали на причале с одеялами, но из конторы к ним никто не вышел.",
    "Рыбак рассказал, что видел огни за рифом: они двигались на запад уже после захода солнца.",
)


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallWeb, Found]:
    """A dataset with translations by an engine that nobody has any more."""
    web = SmallWeb(tmp_path_factory.mktemp("translated"))
    web.add(ISLAND, page("Паром пропал", *RUSSIAN, language="ru"))
    web.links(ISLAND)
    web.cover()
    with Dataset(web.output / "small" / "work.duckdb") as dataset:
        waiting = dataset.rows("pending/translate", sources=["ru"], budget_chars=10**6)
        made = {"target": "en", "engine": "lost", "engine_version": "1", "glossary_version": "", "flags": ["odd"]}
        rows = [
            {
                "segment_sha256": row["segment_sha256"],
                "source": row["source"],
                "text": f"Sentence {number}.",
                "translated_at": datetime.now(UTC).replace(tzinfo=None),
                **made,
            }
            for number, row in enumerate(waiting)
        ]
        dataset.load("load/translations", rows)
    return web, web.cover()


def test_a_dataset_is_made_anew_in_its_own_folder_with_its_translations(
    translated: tuple[SmallWeb, Found], tmp_path: Path
) -> None:
    web, original = translated
    shutil.copytree(original.folder, tmp_path / "small")
    (tmp_path / "small" / "work.duckdb").rename(tmp_path / "small" / "put aside")
    rebuilt = rebuild(tmp_path / "small", web.read_without_sources(), tmp_path)

    assert rebuilt.views() == original.views()
    assert rebuilt.rows("SELECT engine, text_en LIKE '%Sentence 2.%' FROM articles") == [("lost", True)]


@pytest.mark.slow
@pytest.mark.parametrize("left", ["work.duckdb", "coverage.duckdb", "parquet"])
def test_why_the_rest_is_not_translated_is_taken_over_too(tmp_path: Path, left: str) -> None:
    web = SmallWeb(tmp_path / "web")
    web.add(ISLAND, page("Паром пропал", *RUSSIAN, language="ru"))
    web.links(ISLAND)
    original = web.cover()
    with Dataset(original.folder / "work.duckdb") as dataset:
        dataset.connection.execute(
            "UPDATE core.untranslated SET reason = 'lost: server_error' WHERE reason = 'no_engine'"
        )
        dataset.publish(original.folder)
    original = Found(original.folder)
    source = tmp_path / "source"
    shutil.copytree(original.folder, source)
    for name in {"work.duckdb", "coverage.duckdb"} - {left}:
        (source / name).write_bytes(b"half a file")
    rebuilt = rebuild(source, web.read_without_sources(), tmp_path / "rebuilt")

    assert rebuilt.rows("SELECT language, reason, segments FROM untranslated") == [("ru", "lost: server_error", 5)]
    assert rebuilt.views() == original.views()


@pytest.mark.parametrize("left", ["work.duckdb", "coverage.duckdb", "parquet"])
def test_translations_are_read_from_what_is_left_of_a_dataset(
    translated: tuple[SmallWeb, Found], tmp_path: Path, left: str
) -> None:
    _, original = translated
    source = tmp_path / "source"
    shutil.copytree(original.folder, source)
    for name in {"work.duckdb", "coverage.duckdb"} - {left}:
        (source / name).write_bytes(b"half a file")
    run = cast("road.Run", SimpleNamespace(folder=tmp_path / "elsewhere"))
    found = replay._memory(run, source)
    assert found is not None

    assert set(found["translations"]["engine"].to_pylist()) == {"lost"}
    assert sorted(found["translations"]["text"].to_pylist()) == sorted(
        text for (text,) in original.rows("SELECT text FROM core.translations")
    )
    assert found == replay._memory(run, source / "archive")
    assert replay._memory(run, original.folder / "parquet") is None


def test_without_a_dataset_only_engines_of_this_machine_translate(
    translated: tuple[SmallWeb, Found], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it matter that the archive, its first file being lost, does not tell who found the pages."""
    web, original = translated
    asked: list[Engine] = []

    def noted(_rows: object, _source: str, chain: tuple[Engine, ...], *_: Any) -> sentences.Translated:
        asked.extend(chain)
        return sentences.Translated(paths=(), counts={}, flags={}, sent_chars=0)

    monkeypatch.setattr(sentences, "translate_segments", noted)
    (tmp_path / "only").mkdir()
    for path in original.folder.glob("archive/scrape-*"):
        shutil.copy(path, tmp_path / "only")
    incident = replace(web.read_without_sources(), engines=("google", "apertium"))
    rebuilt = rebuild(tmp_path / "only", incident, tmp_path)

    assert {engine.name for engine in asked if engine.supports("fr", "en")} <= {"apertium"}
    assert {engine.name for engine in asked} == {"google", "apertium"}
    assert rebuilt.outcomes() == original.outcomes()
    assert rebuilt.rows("SELECT DISTINCT source FROM core.sightings") == [("archive",)]


@contextmanager
def without_a_server(output: Path) -> Iterator[Any]:
    """Stand in for the flow as Prefect runs it, which takes ten seconds to begin."""

    def run(file: Path, slug: str, *, recheck: bool, source: Path, translate_again: Sequence[str]) -> Path:
        asked = Coverage(
            incident=str(file),
            dataset=slug,
            output=str(output),
            recheck=recheck,
            source=str(source),
            translate_again=tuple(translate_again),
        )
        ended = flow.cover.fn(asked)
        assert ended.is_completed(), ended.message
        return output / slug

    yield run


def test_the_command_asks_for_no_contact_and_no_source(
    command: Command, translated: tuple[SmallWeb, Found], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, original = translated
    monkeypatch.setattr(commands, "covering", without_a_server)
    monkeypatch.setattr(flow, "Bars", lambda _progress: one_after_another)
    incident = tmp_path / "small.toml"
    gone = '[[sources]]\nkind = "files"\npaths = ["gone/"]\n'
    incident.write_text(web.incident + web.sources + gone, encoding="utf-8")
    ended = command("cover", incident, "--from", original.folder, "--output", tmp_path / "output")

    assert ended.status == 0, ended.err
    assert Found(tmp_path / "output" / "small").views() == original.views()


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_sample_is_told_by_its_archive_alone(output: Path, tmp_path: Path) -> None:
    ended = retold("cover", sample(tmp_path), "--from", output / "sample", "--output", tmp_path / "output")
    rebuilt, original = Found(tmp_path / "output" / "sample"), Found(output / "sample")

    assert ended.returncode == 3, ended.stderr
    assert rebuilt.views() == original.views()
    assert tables(rebuilt) == tables(original)


def sample(folder: Path) -> Path:
    """The incident of the sample web under the name of its dataset."""
    return Path(shutil.copy(SAMPLE / "incident.toml", folder / "sample.toml"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nowhere", "nowhere: No such file or directory: expected a dataset's folder, its archive, or a file of it"),
        ("pages", "pages: holds no archive of Retold"),
        ("late-pad.toml", "late-pad.toml: holds no archive of Retold"),
    ],
)
def test_a_path_that_holds_no_archive_is_wrong_use(command: Command, late_pad: Path, source: str, said: str) -> None:
    place = late_pad.parent
    command("cover", late_pad, "--from", place / source, "--output", place / "new").refused(2, said)
    assert not (place / "new").exists()


def written_by(software: str) -> bytes:
    return holdings.written(exchanges.warcinfo("it", {"software": software}))


STRANGE = {
    "another tool's": (written_by("Ferret 1.2"), "'Ferret 1.2' wrote scrape-1-a.warc.gz: others' are for a source"),
    "an empty one": (b"", "no record in it is whole"),
    "a cut one": (written_by("Retold/0")[:-9], "no record in it is whole"),
}


@pytest.mark.parametrize(("held", "said"), STRANGE.values(), ids=STRANGE)
def test_an_archive_that_cannot_be_read_is_refused_in_one_line(
    command: Command, late_pad: Path, held: bytes, said: str
) -> None:
    (late_pad.parent / "scrape-1-a.warc.gz").write_bytes(held)
    source = late_pad.parent / "scrape-1-a.warc.gz"

    command("cover", late_pad, "--from", source, "--output", late_pad.parent / "new").refused(2, said)
    assert not (late_pad.parent / "new").exists()


def test_the_folder_of_another_dataset_is_not_written_over(command: Command, late_pad: Path) -> None:
    place, output = late_pad.parent, late_pad.parent / "output"
    for name in ("discover-1.warc.gz", "scrape-1-a.warc.gz"):
        (place / "theirs").mkdir(exist_ok=True)
        (place / "theirs" / name).write_bytes(b"")
    cover_it = ("cover", late_pad, "--from", place / "theirs", "--output", output)

    command(*cover_it).refused(
        2, "(work.duckdb is not the same there): put that folder aside, or name another with --output"
    )
    (output / "late-pad" / "archive").mkdir()
    for name, size in (("scrape-2-b.warc.gz", 0), ("discover-1.warc.gz", 1)):
        held = output / "late-pad" / "archive" / name
        held.write_bytes(b"x" * size)
        command(*cover_it).refused(2, f"({name} is not the same there)")
        held.unlink()
    assert list((output / "late-pad" / "archive").iterdir()) == []


def test_an_archive_is_not_asked_for_changes(command: Command, late_pad: Path) -> None:
    ended = command("cover", late_pad, "--from", late_pad.parent, "--recheck")
    ended.refused(2, "give --recheck or --from, not both")
