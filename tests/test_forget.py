"""What somebody asks to be forgotten is gone from every file, stays away whatever brings it back, and nothing else goes."""

import gzip
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from extractors import sandbox
from extractors.forgotten import key
from flows import forget
from flows.dataset import Dataset
from flows.publishing import SNAPSHOT

from .smallweb import INCIDENT, STORY, Found, SmallWeb, page, rebuild
from .wronguse import Command, read_here

pytestmark = pytest.mark.slow  # publishes again and again

MARKER = "Her brother Anselm Quarrington wept beside the lamp."
OTHER = "The harbour master Tove Lindqvist had counted forty lifebelts."
ISLAND, AMP = "http://island.example/ferry", "http://island.example/amp/ferry"
SHORT, HARBOUR = "http://go.example/f1", "http://harbour.example/ferry"
REEF, COPY, SECOND = "http://reef.example/late", "http://copy.example/told", "http://second.example/told"
HEAD = f'<link rel="canonical" href="{ISLAND}">'
WHOLE = (*STORY[:3], MARKER, *STORY[3:])
REEF_STORY = (
    "At the reef the Ferry Aurelia was seen by two boys who were gathering mussels before the tide came in.",
    "They told the priest, and the priest told Captain Duarte, who laughed and gave them a coin each.",
    OTHER,
    "Nobody on the reef has slept well since that night, and the mussels have been left where they are.",
    "The boys were asked by three newspapers and said the same to each of them.",
)


@pytest.fixture(scope="module", autouse=True)
def in_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        yield


def feed(*items: tuple[str, str]) -> str:
    told = "".join(
        f"<item><title>Ferry missing</title><link>{url}</link><description>{text}</description></item>"
        for url, text in items
    )
    return f"<rss version='2.0'><channel><title>t</title>{told}</channel></rss>"


def web_in(folder: Path) -> SmallWeb:
    """A web in which an article has an AMP page, a redirect, a feed with its words, a copy, and changes later."""
    web = SmallWeb(folder, INCIDENT)
    web.add(ISLAND, page("Ferry missing", *WHOLE, head=HEAD))
    web.add(AMP, page("Ferry missing", *WHOLE, head=HEAD))
    web.answer("go.example", "/f1", redirect=ISLAND)
    web.answer("feeds.example", "/rss", text=feed((ISLAND, MARKER), (HARBOUR, "Lamps")), type="text/xml")
    web.add(HARBOUR, page("Harbour waits", *STORY[:5], "The harbour lamps were lit all night for the Ferry Aurelia."))
    web.add(REEF, page("Seen at the reef", *REEF_STORY))
    source = f'All of this was first told by <a href="{ISLAND}">the island paper</a>, whom we thank for it.'
    web.add(COPY, page("Told again", *STORY, source))
    web.add(SECOND, page("Told twice", *STORY, source))
    web.source("feeds", urls=["http://feeds.example/rss"])
    web.links(AMP, SHORT, REEF, COPY, SECOND)
    return web


@pytest.fixture(scope="module")
def covered(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallWeb, Found]:
    web = web_in(tmp_path_factory.mktemp("forget"))
    web.cover()
    web.add(ISLAND, page("Ferry found", *WHOLE, "Divers found the wreck at dawn.", head=HEAD))
    return web, web.cover("all")


@pytest.fixture
def dataset(covered: tuple[SmallWeb, Found], tmp_path: Path) -> Path:
    """A copy of the dataset, in small/."""
    web, _ = covered
    folder = tmp_path / "output" / "small"
    shutil.copytree(web.output / "small", folder, ignore=shutil.ignore_patterns("found-*"))
    shutil.copy(web.folder / "incident.toml", folder / "small.toml")
    return folder


def holders(folder: Path, *words: str) -> set[str]:
    """Return which files below a folder hold one of these words, in whatever form."""
    found = set()
    for path in sorted(folder.rglob("*")):
        # Not the copies that tests keep of what was published.
        if (
            path.is_file()
            and not path.parent.name.startswith("found-")
            and any(word in text for word in words for text in texts_of(path))
        ):
            found.add(path.relative_to(folder).as_posix())
    return found


def texts_of(path: Path) -> Iterator[str]:
    held = path.read_bytes()
    yield held.decode("latin-1")
    yield held.decode("utf-8", "replace")
    if path.name.endswith(".gz"):
        yield gzip.decompress(held).decode("utf-8", "replace")
    if path.suffix == ".parquet":
        yield str(pq.read_table(path).to_pylist())
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
            for schema, table in tables:
                yield str(connection.execute(f'FROM "{schema}"."{table}"').fetchall())


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / SNAPSHOT), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def asked(command: Command, dataset: Path, *arguments: str) -> str:
    ended = command("forget", *arguments, "--yes", "--output", dataset.parent)
    assert (ended.status, ended.out) == (0, ""), ended
    return ended.err


def test_the_words_were_in_every_place_before(dataset: Path) -> None:
    found = holders(dataset, MARKER)

    assert {"coverage.duckdb", "work.duckdb", "parquet/articles.parquet", "parquet/core.texts.parquet"} < found
    assert any(name.startswith("archive/discover") for name in found)
    assert any(name.startswith("archive/scrape") for name in found)


def test_no_file_holds_the_words_of_what_was_forgotten(dataset: Path, command: Command) -> None:
    said = asked(command, dataset, ISLAND)

    assert holders(dataset, MARKER, "Quarrington") == set()
    assert holders(dataset, OTHER) > {"coverage.duckdb", "work.duckdb"}
    assert said.startswith("small: 1 article, ")
    assert "earlier exports and bundles" in said
    assert rows(dataset, f"SELECT count(*) FROM articles WHERE url = '{ISLAND}'") == [(0,)]
    assert rows(dataset, "SELECT what, kind FROM core.forgotten") == [(ISLAND, "address")]


@pytest.mark.parametrize(
    "asked_for", [AMP, SHORT, "island.example/ferry/", "https://www.island.example/ferry?utm_source=x"]
)
def test_any_address_of_an_article_is_all_of_it(dataset: Path, command: Command, asked_for: str) -> None:
    asked(command, dataset, asked_for)

    assert holders(dataset, MARKER) == set()
    assert rows(dataset, "SELECT what FROM core.forgotten") == [(ISLAND,)]
    left = dict(rows(dataset, "SELECT url, outcome FROM core.links"))
    assert not {ISLAND, AMP, SHORT} & left.keys()
    assert {HARBOUR, REEF, COPY} <= left.keys()


def test_a_domain_is_forgotten_with_all_of_its_hosts(dataset: Path, command: Command) -> None:
    asked(command, dataset, "www.island.example")

    assert holders(dataset, MARKER) == set()
    assert rows(dataset, "SELECT what, kind FROM core.forgotten") == [("island.example", "domain")]
    assert [url for (url,) in rows(dataset, "SELECT url FROM core.visits") if "island.example" in str(url)] == []


def test_copies_of_a_forgotten_original_are_a_telling_whose_original_is_unseen(dataset: Path, command: Command) -> None:
    told = f"SELECT url, of_url, is_original FROM articles WHERE url IN ('{COPY}', '{SECOND}') ORDER BY url"
    before = rows(dataset, told)
    asked(command, dataset, ISLAND)

    assert before == [(COPY, ISLAND, False), (SECOND, ISLAND, False)]
    assert rows(dataset, told) == [(COPY, None, False), (SECOND, None, False)]
    assert rows(dataset, "SELECT original_url, articles FROM tellings WHERE articles > 1") == [(None, 3)]
    with Dataset(dataset / "work.duckdb") as opened:
        assert opened.broken_promises() == {}


def test_the_others_are_what_they_would_be_without_it(dataset: Path, tmp_path: Path, command: Command) -> None:
    web = web_in(tmp_path / "without")
    web.sources = ""
    web.links(HARBOUR, REEF, COPY, SECOND)
    without = web.cover().views()
    asked(command, dataset, ISLAND)
    found = Found(dataset).views()

    equal = {name for name in found if found[name] == without[name]}
    assert found.keys() - equal <= {"articles", "links"}  # other sources have named the addresses
    assert [row[:4] for row in found["links"]] == [row[:4] for row in without["links"]]
    assert len(found["articles"]) == len(without["articles"]) == 4


def test_what_nobody_else_has_goes_and_what_is_shared_stays(dataset: Path, command: Command) -> None:
    shared = "SELECT count(*) FROM core.segments WHERE original = $$" + STORY[0] + "$$"
    own = "SELECT count(*) FROM core.segments WHERE original = $$" + MARKER + "$$"
    before = rows(dataset, shared), rows(dataset, own)
    texts = rows(dataset, f"SELECT text FROM articles WHERE url <> '{ISLAND}' ORDER BY url")
    asked(command, dataset, ISLAND)

    assert before[1] != [(0,)]
    assert rows(dataset, own) == [(0,)]
    assert rows(dataset, shared) != [(0,)]
    assert rows(dataset, "SELECT text FROM articles ORDER BY url") == texts


def test_the_next_run_asks_nobody_for_it_and_says_why(tmp_path: Path, command: Command) -> None:
    web = web_in(tmp_path)
    web.cover()
    asked(command, web.output / "small", ISLAND)
    found = web.cover("all")
    log = (web.output / "small" / "requests.jsonl").read_text().splitlines()
    again = log[len(log) // 2 :]

    assert {url: found.outcomes()[url] for url in (ISLAND, AMP, SHORT)} == dict.fromkeys(
        (ISLAND, AMP, SHORT), ("dropped", "forgotten")
    )
    assert found.rows("SELECT outcome, reason, items FROM ledger WHERE reason = 'forgotten'") == [
        ("dropped", "forgotten", 3)
    ]
    assert found.rows(f"SELECT title_hint FROM core.links WHERE url = '{ISLAND}'") == [(None,)]
    assert holders(web.output / "small", MARKER) == set()
    assert [line for line in again if "/amp/ferry" in line] == []
    rebuilt = rebuild(web.output / "small", web.read_without_sources(), tmp_path / "again")
    assert rebuilt.views() == found.views()


def test_an_unknown_address_of_it_is_known_once_its_page_was_read(tmp_path: Path, command: Command) -> None:
    web = web_in(tmp_path)
    web.cover()
    asked(command, web.output / "small", ISLAND)
    late = "http://m.island.example/f?print=1"
    web.add(late.partition("?")[0], page("Ferry missing", *WHOLE, head=HEAD))
    web.answer("m.island.example", "/f?print=1", file=web.hosts["m.island.example"]["/f"].split('"')[1])
    web.links(late)
    found = web.cover()

    assert found.outcomes()[late] == ("dropped", "forgotten")
    assert holders(web.output / "small", MARKER) == set()
    assert found.rows(f"SELECT list_contains(addresses_sha256, '{key(late)}') FROM core.forgotten") == [(True,)]
    assert web.cover("all").outcomes()[late] == ("dropped", "forgotten")


def test_an_archive_from_before_does_not_bring_it_back(
    covered: tuple[SmallWeb, Found], dataset: Path, command: Command
) -> None:
    web, original = covered
    asked(command, dataset, ISLAND)
    found = rebuild(original.folder, web.read_without_sources(), dataset.parent)

    assert found.rows(f"SELECT count(*) FROM articles WHERE url = '{ISLAND}'") == [(0,)]
    assert holders(dataset, MARKER) == set()


def test_files_of_an_archive_that_come_in_later_are_cleared_as_well(
    covered: tuple[SmallWeb, Found], dataset: Path, command: Command
) -> None:
    """Such as those of runs that another copy of the archive has and this one lacks."""
    web, original = covered
    asked(command, dataset, ISLAND)
    (dataset / "work.duckdb").unlink()
    held = next(
        path
        for path in sorted((dataset / "archive").glob("scrape-*"))
        if MARKER in gzip.decompress((original.folder / "archive" / path.name).read_bytes()).decode("utf-8", "replace")
    )
    shutil.copy(original.folder / "archive" / held.name, held)
    found = rebuild(dataset, web.read_without_sources(), dataset.parent)

    assert found.rows(f"SELECT count(*) FROM articles WHERE url = '{ISLAND}'") == [(0,)]
    assert holders(dataset, MARKER) == set()


def test_undone_the_next_run_may_fetch_it_again(tmp_path: Path, command: Command) -> None:
    web = web_in(tmp_path)
    web.cover()
    asked(command, web.output / "small", ISLAND)
    listed = command("forget", "--list", "--output", web.output).out
    web.cover()
    asked(command, web.output / "small", "--undo", AMP)
    found = web.cover()

    assert ISLAND in listed
    assert found.outcomes()[ISLAND] == ("article", "")
    assert found.outcomes()[AMP] == ("alias", "")
    assert command("forget", "--list", "--output", web.output, "--json").out == "[]\n"


@pytest.mark.parametrize("step", ["_withdraw", "_delete", "_make_anew", "_publish", "_compact"])
def test_killed_at_any_step_and_run_again_it_ends(
    dataset: Path, command: Command, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forget, step, killed)
        command("forget", ISLAND, "--yes", "--output", dataset.parent)
    asked(command, dataset, ISLAND)

    assert holders(dataset, MARKER) == set()
    assert rows(dataset, "SELECT what FROM core.forgotten") == [(ISLAND,)]
    assert rows(dataset, "SELECT articles FROM summary") == [(4,)]


def test_halves_of_killed_writers_go_as_well(dataset: Path, command: Command) -> None:
    (dataset / "staging").mkdir(exist_ok=True)
    for half in ("staging/readings-1.unfinished", "archive/scrape-1.warc.gz.unfinished", "coverage.unfinished"):
        (dataset / half).write_text(MARKER)
    stray = dataset / "parquet" / "told_before.parquet"
    shutil.copy(dataset / "parquet" / "articles.parquet", stray)
    asked(command, dataset, ISLAND)

    assert holders(dataset, MARKER) == set()
    assert not stray.exists()


def test_a_dataset_that_a_run_holds_is_left_alone(dataset: Path, command: Command) -> None:
    before = {path: path.read_bytes() for path in sorted((dataset / "archive").iterdir())}
    code = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); c.execute('CREATE TABLE core.x (y INTEGER)');"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(dataset / "work.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        ended = command("forget", ISLAND, "--yes", "--output", dataset.parent)
        holder.communicate()

    ended.refused(1, "is held by another run")
    assert {path: path.read_bytes() for path in sorted((dataset / "archive").iterdir())} == before


def test_every_dataset_that_has_it_is_named_and_no_other(dataset: Path, command: Command, published: Path) -> None:
    shutil.copytree(published / "late-pad", dataset.parent / "late-pad")
    shutil.copytree(dataset, dataset.parent / "twin")
    said = asked(command, dataset, ISLAND)

    assert [line.partition(":")[0] for line in said.splitlines() if ": forgotten" in line] == ["small", "twin"]
    assert holders(dataset.parent, MARKER) == set()


def test_one_dataset_can_be_told_to_keep_out_what_it_never_had(dataset: Path, command: Command) -> None:
    asked(command, dataset, "https://never.example/x", "--incident", "small")

    assert rows(dataset, "SELECT what, kind FROM core.forgotten") == [("https://never.example/x", "address")]


WRONG = {
    "nothing": ([], 2, "give an address or a domain, or --list"),
    "both": (["island.example", "--list"], 2, "give an address or a domain, or --list"),
    "a suffix": (["co.uk", "--yes"], 2, "many owners register their domains below it"),
    "no domain": (["not a domain", "--yes"], 2, "expected an address, or a domain such as"),
    "nowhere": (["nobody.example", "--yes"], 1, "has nobody.example: name one with --incident"),
    "no such dataset": ([ISLAND, "--incident", "none", "--yes"], 2, "holds no work.duckdb"),
    "nobody to answer": ([ISLAND], 2, "it asks before it acts, and nobody can answer here: give --yes"),
    "never forgotten": (["--undo", ISLAND, "--yes"], 2, "has forgotten"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_use_is_one_line(dataset: Path, command: Command, case: str) -> None:
    arguments, status, said = WRONG[case]
    ended = command("forget", *arguments, "--output", dataset.parent)

    assert (ended.status, ended.out, said in ended.err) == (status, "", True), ended
    assert holders(dataset, MARKER)
