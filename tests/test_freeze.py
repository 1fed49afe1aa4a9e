"""A frozen bundle: what it holds, what it must not hold, and what can be made of it again."""

import json
import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from extractors import sandbox
from flows import commands, excerpted, manifest
from flows.dataset import Dataset, Snapshot, names_in
from flows.freeze import freeze
from flows.incident import read_incident
from flows.publishing import Origin

from .smallweb import STORY, Found, SmallWeb, page, rebuild
from .wronguse import Command, read_here

pytestmark = pytest.mark.slow  # publishes again and again

RUSSIAN = (
    "Паром «Аурелия» вышел с острова в полдень и не пришёл в порт, хотя море было спокойным.",
    "Капитана Дуарте дважды предупреждали, что к вечеру погода испортится и ветер сменится.",
    "Семьи ждали на причале с одеялами, но из конторы к ним никто до самого утра не вышел.",
    "Рыбак рассказал, что видел огни за рифом: они двигались на запад уже после захода солнца.",
)
HAN = (
    "渡轮极光号（Ferry Aurelia）中午离开小岛，此后再也没有抵达港口，家属整夜守候在码头上等待消息。",
    "船长杜阿尔特（Captain Duarte）曾两次接到警告，气象站说傍晚之前天气将会突然转坏。",
    "一位渔民说，天黑之后很久，他还看见礁石外面有灯光缓缓向西移动，随后便消失在雾中。",
)
CLOSED = (
    "The Ferry Aurelia was never fit for the winter, two former engineers told this paper in long talks.",
    "They had written to Captain Duarte about the pumps, and to the owners about the doors, in three letters.",
    "None of the letters was answered, and the pumps were painted in the colours of the company instead.",
)
BRIEF = (
    "The Ferry Aurelia is lost, says a cousin of Captain Duarte.",
    "He will not say why she sailed that day, though three others had asked him.",
    "The owners say nothing at all of it, and their door has been shut since Monday.",
)


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> SmallWeb:
    """A dataset in three scripts, of open and closed pages, one of which has changed since it was first read."""
    web = SmallWeb(tmp_path_factory.mktemp("covered"))
    web.add("http://island.example/ferry", page("Ferry missing", *STORY))
    web.add("http://copy.example/ferry", page("Ferry lost", *STORY[:5], "Nobody on the quay would say more of it."))
    web.add("http://parom.example/a", page("Паром пропал", *RUSSIAN, language="ru"))
    web.add("http://du.example/a", page("渡轮失踪", *HAN, language="zh-Hans"))
    closed = '<meta name="robots" content="nosnippet">'
    web.add("http://closed.example/a", page("Never fit", *CLOSED, head=closed))
    web.add("http://reserved.example/a", page("In short", *BRIEF))
    web.links(*(f"http://{host}" for host in (
        "island.example/ferry", "copy.example/ferry", "parom.example/a", "du.example/a", "closed.example/a",
        "reserved.example/a",
    )))  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        web.cover()
        web.add(
            "http://island.example/ferry",
            page(
                "Ferry found", *STORY[:3], "It was found by 14 boats at dawn, far off the reef and empty.", *STORY[4:]
            ),
        )
        web.cover(recheck="all")
    return web


@pytest.fixture(scope="module")
def output(covered: SmallWeb, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as a run of the command leaves it, with its incident file beside it."""
    output = tmp_path_factory.mktemp("output")
    shutil.copytree(covered.output / "small", output / "small")
    incident = covered.folder / "incident.toml"
    files = {"small.toml": incident.read_bytes(), "small.overrides.toml": b"# the editor is silent\n"}
    with Dataset(output / "small" / "work.duckdb") as dataset:
        dataset.publish(output / "small", Origin(slug="small", title="The lost ferry", files=files))
    return output


def bundle(place: Path) -> Path:
    (found,) = (path for path in place.iterdir() if path.is_dir())
    assert re.fullmatch(r"small-\d{4}-\d\d-\d\d", found.name)
    return found


@pytest.fixture(scope="module")
def frozen(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("frozen")
    freeze("small", output, place, full_text=False, zipped=True)
    return bundle(place)


@pytest.fixture(scope="module")
def full(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("full")
    freeze("small", output, place, full_text=True, zipped=False)
    return bundle(place)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from strings([*value, *value.values()])


def all_said(folder: Path) -> str:
    """Every string in every table and column of every file, and every byte as it lies on the disk."""
    said: list[str] = []
    with duckdb.connect(str(folder / "coverage.duckdb"), read_only=True) as connection:
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        assert connection.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall() == [(0,)]
        for schema, name in tables:
            said += strings(connection.execute(f'FROM "{schema}"."{name}"').fetchall())
    for path in folder.glob("parquet/*.parquet"):
        said += strings(pq.read_table(path).to_pylist())
    said += [path.read_bytes().decode("utf-8", "replace") for path in manifest.files(folder)]
    return " ".join("\n".join(said).split())


def changed(folder: Path) -> Mapping[str, list[str]]:
    """Every wording that a bundle shows as changed, by the article whose words they are."""
    shown: dict[str, list[str]] = defaultdict(list)
    for row in pq.read_table(folder / "parquet" / "changes.parquet").to_pylist():
        if row["what"] in ("sentence", "quotation"):
            shown[row["of_url"]] += [row["before"]] if row["before"] else []
            shown[row["url"]] += [row["after"]] if row["after"] else []
    return shown


def sentences(found: Path) -> list[tuple[str, str]]:
    """Every sentence of some length of every text that was ever read, but for those its excerpt may begin with."""
    with duckdb.connect(str(found / "coverage.duckdb"), read_only=True) as connection:
        return connection.execute(
            "SELECT DISTINCT versions.url, segments.original FROM core.versions AS versions "
            "JOIN core.segments AS segments USING (text_sha256) WHERE length(segments.original) >= 30"
        ).fetchall()


def test_a_bundle_without_full_text_holds_none_anywhere(output: Path, frozen: Path) -> None:
    said = all_said(frozen)
    compared = changed(frozen)
    searched = sentences(output / "small")
    with duckdb.connect(str(output / "small" / "coverage.duckdb"), read_only=True) as connection:
        bodies = connection.execute("SELECT body FROM core.texts").fetchall()
    beginnings = {" ".join(text.split())[: len(text) // 2] for (text,) in bodies}
    hidden = [
        (url, sentence) for url, sentence in searched if not any(" ".join(sentence.split()) in b for b in beginnings)
    ]

    assert {url for url, _ in hidden} == {url for url, _ in searched}  # at least one of every article
    assert len({url for url, _ in hidden}) == 6
    assert [
        (url, sentence)
        for url, sentence in hidden
        if " ".join(sentence.split()) in said and sentence not in chain(*compared.values())
    ] == []
    assert {url: len("".join(shown)) for url, shown in compared.items() if len("".join(shown)) > 300} == {}
    assert "Never fit" in said  # what is searched is what is there


def test_what_a_page_forbids_is_in_no_bundle_without_full_text(frozen: Path) -> None:
    rows = Snapshot(frozen / "coverage.duckdb").query("SELECT url, excerpt, shareable FROM articles ORDER BY url")[1]
    held = {url: (excerpt, shareable) for url, excerpt, shareable in rows}

    assert held["http://closed.example/a"] == (None, "metadata")
    assert held["http://parom.example/a"][0].startswith("Паром «Аурелия» вышел")
    assert "former engineers" not in all_said(frozen)


def test_short_texts_are_cut_too(frozen: Path) -> None:
    ((excerpt,),) = Snapshot(frozen / "coverage.duckdb").query(
        "SELECT excerpt FROM articles WHERE url = 'http://reserved.example/a'"
    )[1]

    assert excerpt.endswith("…")
    assert 20 < len(excerpt) <= len(" ".join(BRIEF)) / 2


def test_every_view_is_either_in_the_bundle_or_left_out_by_name(frozen: Path) -> None:
    tables = set(json.loads((frozen / "manifest.json").read_text())["tables"])

    assert tables - {"meta.data_dictionary"} == set(names_in("views")) - set(excerpted.LEFT_OUT)
    assert tables == {path.stem for path in frozen.glob("parquet/*")}


def test_a_bundle_counts_what_the_dataset_counts(output: Path, frozen: Path) -> None:
    whole, cut = (Snapshot(folder / "coverage.duckdb") for folder in (output / "small", frozen))
    for view in sorted(set(names_in("views")) - set(excerpted.LEFT_OUT)):
        count = f"SELECT count(*) FROM {view}"
        assert cut.query(count) == whole.query(count), view
    for view in excerpted.WITHOUT_TEXTS:
        assert cut.query(f"FROM {view}") == whole.query(f"FROM {view}"), view


def test_every_table_and_column_of_a_bundle_says_what_it_means(frozen: Path, full: Path) -> None:
    silent = (
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        " UNION ALL SELECT table_name, '' FROM duckdb_tables() WHERE comment IS NULL"
    )
    for folder in (frozen, full):
        found = Snapshot(folder / "coverage.duckdb")
        assert found.query(silent)[1] == []
        assert found.query("SELECT count(*) > 100 FROM meta.data_dictionary")[1] == [(True,)]
    told = "SELECT comment FROM meta.data_dictionary WHERE relation = 'articles' AND column_name = 'excerpt'"
    assert Snapshot(frozen / "coverage.duckdb").query(told)[1][0][0].startswith("Beginning of the text")


def test_the_readme_says_what_it_is_and_how_to_cite_and_read_it(frozen: Path) -> None:
    text = (frozen / "README.md").read_text(encoding="utf-8")
    day = frozen.name.removeprefix("small-")

    assert text.startswith("# The lost ferry\n")
    assert text.count(f"Retold dataset “The lost ferry”, frozen {day}, 6 articles, Retold ") == 2
    assert "6 articles of 6 outlets in 3 languages" in text
    assert "| publish | article |" in text
    assert "{" not in text
    commands_to_read = re.search(r"    import duckdb\n    (.+)\n", text)
    assert commands_to_read is not None
    code = commands_to_read[1].replace("coverage.duckdb", str(frozen / "coverage.duckdb"))
    exec(code, {"duckdb": duckdb})


def test_the_manifest_names_every_file_and_the_check_finds_every_change(
    command: Command, full: Path, frozen: Path, tmp_path: Path
) -> None:
    for good in (full, frozen, frozen.with_name(f"{frozen.name}.zip")):
        ended = command("freeze", "--check", good)
        assert (ended.status, ended.err) == (0, ""), ended
        assert re.search(r"\d+ files as they were frozen on \d{4}-", ended.out)
    for name in (path.relative_to(full).as_posix() for path in manifest.files(full)):
        shutil.copytree(full, tmp_path / "bundle")
        changed = tmp_path / "bundle" / name
        changed.write_bytes(changed.read_bytes()[:-1] + b"?")
        ended = command("freeze", "--check", tmp_path / "bundle")
        ended.refused(1, "manifest.json" if name == "manifest.json" else f"{name} is not the one that was written")
        shutil.rmtree(tmp_path / "bundle")
    shutil.copytree(full, tmp_path / "bundle")
    (tmp_path / "bundle" / "README.md").unlink()
    (tmp_path / "bundle" / "more").write_text("more")
    command("freeze", "--check", tmp_path / "bundle").refused(1, "README.md is missing, and 1 more")


def test_a_full_bundle_is_the_dataset_and_its_archive(output: Path, full: Path) -> None:
    dataset = output / "small"
    for name in ("coverage.duckdb", "small.toml", "small.overrides.toml", "parquet/articles.parquet"):
        assert (full / name).read_bytes() == (dataset / name).read_bytes()
    assert sorted(path.name for path in (full / "archive").iterdir()) == sorted(
        path.name for path in (dataset / "archive").iterdir()
    )
    assert not (full / "work.duckdb").exists()


@contextmanager
def without_a_server(output: Path) -> Iterator[Any]:
    """Stand in for the flow as Prefect runs it, which takes ten seconds to begin."""

    def run(file: Path, slug: str, *, source: Path, **_: object) -> Path:
        return rebuild(source, read_incident(file, slug, asks=False), output).folder

    yield run


def test_a_full_bundle_makes_the_same_dataset_again_without_its_incident_being_named(
    command: Command, covered: SmallWeb, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "covering", without_a_server)
    monkeypatch.setattr(sandbox, "work_off", read_here)
    put_away = covered.folder.rename(covered.folder.with_name("put away"))
    shutil.copytree(full, tmp_path / full.name)
    try:
        ended = command("cover", "--from", tmp_path / full.name, "--output", tmp_path / "output")
    finally:
        put_away.rename(covered.folder)

    assert ended.status in (0, 3), ended
    assert Found(tmp_path / "output" / "small").views() == Found(tmp_path / full.name).views()


def test_nothing_can_be_made_of_a_bundle_without_texts(command: Command, frozen: Path, tmp_path: Path) -> None:
    ended = command("cover", "--from", frozen, "--output", tmp_path / "output")

    ended.refused(2, f"--from {frozen}: was frozen without --full-text: it holds no pages to make the dataset from")
    assert not (tmp_path / "output").exists()


def test_a_bundle_is_never_written_over(command: Command, output: Path, tmp_path: Path) -> None:
    assert command("freeze", "small", "--output", output, "--to", tmp_path, "--zip").status == 0
    folder = bundle(tmp_path)
    held = {path: path.read_bytes() for path in manifest.files(tmp_path)}
    for options in ([], ["--full-text"], ["--zip"]):
        ended = command("freeze", "small", "--output", output, "--to", tmp_path, *options)
        ended.refused(2, f"{folder}: is there already: move it")
    shutil.rmtree(folder)
    command("freeze", "small", "--output", output, "--to", tmp_path).refused(2, ".zip: is there already")

    assert {path: path.read_bytes() for path in manifest.files(tmp_path)} == {
        path: data for path, data in held.items() if path.suffix == ".zip"
    }


def test_a_zip_file_holds_the_folder(frozen: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(frozen.with_name(f"{frozen.name}.zip")) as file:
        file.extractall(tmp_path)

    assert manifest.fingerprints(tmp_path / frozen.name) == manifest.fingerprints(frozen)


def unpublished(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def mixed(folder: Path) -> None:
    (folder / "parquet" / "summary.parquet").write_bytes(b"of another publishing")


def half_gone(folder: Path) -> None:
    (folder / "parquet" / "articles.parquet").unlink()


NOT_WHOLE = {
    "of an older Retold": (unpublished, "was published by an older Retold: run `retold cover` again"),
    "of two publishings": (mixed, "parquet/summary.parquet is not the one that was written"),
    "half gone": (half_gone, "parquet/articles.parquet is missing"),
}


@pytest.mark.parametrize(("harm", "said"), NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_what_is_not_whole_is_not_frozen(command: Command, output: Path, tmp_path: Path, harm: Any, said: str) -> None:
    shutil.copytree(output, tmp_path / "output")
    harm(tmp_path / "output" / "small")

    command("freeze", "small", "--output", tmp_path / "output", "--to", tmp_path / "new").refused(1, said)
    assert not (tmp_path / "new").exists() or list((tmp_path / "new").iterdir()) == []


def test_an_archive_that_lacks_a_file_is_not_frozen_in_full(command: Command, output: Path, tmp_path: Path) -> None:
    shutil.copytree(output, tmp_path / "output")
    lost = min((tmp_path / "output" / "small" / "archive").iterdir())
    lost.unlink()

    command("freeze", "small", "--full-text", "--output", tmp_path / "output").refused(1, f"{lost} is missing")


WRONG = {
    "check and more": (["small", "--check", "x"], "give --check BUNDLE alone"),
    "no bundle": (["--check", "nowhere"], "nowhere: expected a bundle, a folder or a zip file"),
    "no dataset": (["nowhere"], "holds no dataset"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_one_line(command: Command, output: Path, arguments: list[str], said: str) -> None:
    command("freeze", *arguments, "--output", output).refused(2, said)


def test_a_bundle_is_not_put_among_the_datasets(command: Command, output: Path) -> None:
    command("freeze", "small", "--output", output, "--to", output).refused(2, "expected another folder than that of")
    command("freeze", "--check", output / "small", "--output", output).refused(2, "holds no bundle of `retold freeze`")
