"""Wrong use, and a machine that does not help: one line that says what, where and what to do, and nothing lost.

A row of a table is a case. Where signals, disks, locks or closed streams matter, the command runs in its own process.
"""

import gzip
import json
import os
import pty
import re
import resource
import shutil
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from extractors import engines, sandbox, sources
from extractors.errors import DropError, StopError
from extractors.web import Reach
from flows import cli, embedded, staging
from flows.commands import show_result
from flows.dataset import Dataset, names_in
from flows.show import Form, show

from . import smallweb
from .smallweb import STORY, Found, SmallWeb, page

GOOD = """
title = "A late pad"
began = 2024-03-04
[names]
"*" = ["Kestrel Forge", "Talon Pad"]
[[sources]]
kind = "urls"
urls = ["https://one.example/"]
"""
ONE_LINE = re.compile(r"retold: [^\n]+\n")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    def refused(self, status: int, said: str) -> None:
        """Assert that it ended with one line that says so, and nothing else."""
        assert (self.status, said in self.err) == (status, True), self
        assert ONE_LINE.fullmatch(self.err), self
        assert self.out == ""


Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command, run in this process."""
    for name in [name for name in os.environ if name.startswith(("PREFECT_", "RETOLD_"))]:
        monkeypatch.delenv(name)

    def run(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["retold", *map(str, arguments)])
        capsys.readouterr()
        status = cli._run()
        return Ended(status, *capsys.readouterr())

    return run


CODE = "from flows.cli import main; main()"


def own_process(*arguments: str | Path, redirect: str = "</dev/null", **environment: str) -> Ended:
    """Return how the command ended in a process of its own, with its streams redirected by a shell."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "RETOLD_"))}
    words = [sys.executable, "-c", CODE, *map(str, arguments)]
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$@" {redirect}', "bash", *words],
        capture_output=True,
        check=False,
        env={**clean, **environment},
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def written(folder: Path, text: str | bytes, name: str = "late-pad.toml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


# The incident file

N = "[names]"
URLS = '"urls"\nurls = ["https://one.example/"]'
SITEMAP = '"sitemaps"\nurls = ["https://one.example/s.xml"]\n'
RULE = '[scrape.hosts."a.example"]\n'

WRONG_KEYS = {
    "title missing": ('title = "A late pad"', "", "title: expected a line of text; it is missing"),
    "title misspelt": ("title", "titel", "titel: expected one of title, began, until, names"),
    "title a number": ('"A late pad"', "7", "title: expected a line of text, not 7"),
    "title empty": ('"A late pad"', '" "', "title: expected a line of text, not ' '"),
    "title of two lines": ('"A late pad"', '"A late\\npad"', "title: expected a line of text, not 'A late\\npad'"),
    "title too long to show": ('"A late pad"', f"[{'7' * 99}]", f"title: expected a line of text, not [{'7' * 79}…"),
    "began missing": ("began = 2024-03-04", "", "began: expected a date such as 2011-12-26; it is missing"),
    "began a text": ("2024-03-04", '"yesterday"', "began: expected a date such as 2011-12-26, not 'yesterday'"),
    "began a moment": ("2024-03-04", "2024-03-04T08:00:00Z", "began: expected a date such as 2011-12-26, not 2024-03-04T"),
    "began no day": ("2024-03-04", "2024-02-30", "not TOML: Invalid date or datetime (at line 3, column 9)"),
    "until empty": (N, f'until = ""\n{N}', "until: expected a date such as 2012-03-31, not ''"),
    "until before began": (N, f"until = 2023-01-01\n{N}", "until: expected a date not before began = 2024-03-04, not 2023"),
    "an unknown key": (N, f"colour = 1\n{N}", "colour: expected one of title, began"),
    "an unknown table": (N, f"[report]\n{N}", "report: expected one of title, began"),
    "a key of two lines": (N, f'"a\\nb" = 1\n{N}', '"a\\nb": expected one of title'),
    "names missing": ('[names]\n"*" = ["Kestrel Forge", "Talon Pad"]', "", 'names."*": expected at least one name'),
    "names a list": ('[names]\n"*" =', "names =", "names: expected a table, not ['Kestrel Forge', 'Talon Pad']"),
    "names a text": ('["Kestrel Forge", "Talon Pad"]', '"Talon"', "names.\"*\": expected a list of names, not 'Talon'"),
    "names a number": ('"Talon Pad"', "7", 'names."*": expected a list of names, not ['),
    "names with an empty one": ('"Talon Pad"', '""', 'names."*": expected a list of names, not ['),
    "names empty": ('["Kestrel Forge", "Talon Pad"]', "[]", 'names."*": expected at least one name'),
    "names of no language": ('"*" =', "english =", "names.english: expected a language such as ru or pt-BR, or"),
    "names of a language in capitals": ('"*" =', "EN =", "names.EN: expected a language"),
    "names of a locale": ('"*" =', "pt_BR =", "names.pt_BR: expected a language"),
    "names of half a language": ('"*" =', "ru- =", "names.ru-: expected a language"),
    "at_least too high": (N, f"[relevance]\nat_least = 3\n{N}", "relevance.at_least: expected a whole number from 0 to 2, for"),
    "at_least negative": (N, f"[relevance]\nat_least = -1\n{N}", "relevance.at_least: expected a whole number from 0, not -1"),
    "at_least a half": (N, f"[relevance]\nat_least = 1.5\n{N}", "relevance.at_least: expected a whole number from 0, not 1.5"),
    "at_least a flag": (N, f"[relevance]\nat_least = true\n{N}", "relevance.at_least: expected a whole number from 0, not true"),
    "relevance a number": (N, f"relevance = 2\n{N}", "relevance: expected a table, not 2"),
    "relevance unknown": (N, f"[relevance]\natleast = 1\n{N}", "relevance.atleast: expected one of at_least; this key"),
    "delay_s negative": (N, f"[scrape]\ndelay_s = -1\n{N}", "scrape.delay_s: expected seconds from 0 to 86400, not -1"),
    "delay_s a text": (N, f'[scrape]\ndelay_s = "5"\n{N}', "scrape.delay_s: expected seconds from 0 to 86400, not '5'"),
    "delay_s no number": (N, f"[scrape]\ndelay_s = nan\n{N}", "scrape.delay_s: expected seconds from 0 to 86400, not nan"),
    "delay_s endless": (N, f"[scrape]\ndelay_s = inf\n{N}", "scrape.delay_s: expected seconds from 0 to 86400, not inf"),
    "delay_s beyond any float": (N, f"[scrape]\ndelay_s = 1{'0' * 400}\n{N}", "scrape.delay_s: expected seconds from 0"),
    "delay_s a flag": (N, f"[scrape]\ndelay_s = true\n{N}", "scrape.delay_s: expected seconds from 0 to 86400, not true"),
    "respect_robots a text": (N, f'[scrape]\nrespect_robots = "no"\n{N}', "scrape.respect_robots: expected true or false, not 'no'"),
    "respect_robots a number": (N, f"[scrape]\nrespect_robots = 1\n{N}", "scrape.respect_robots: expected true or false, not 1"),
    "scrape unknown": (N, f"[scrape]\ndelay = 1\n{N}", "scrape.delay: expected one of delay_s, respect_robots, hosts"),
    **{
        f"hosts {name}": (N, f'[scrape.hosts."{key}"]\ndelay_s = 1\n{N}', f'scrape.hosts."{key}": expected a bare host')
        for name, key in {
            "with a scheme": "https://a.example",
            "with a path": "a.example/news",
            "with a port": "a.example:8080",
            "with a star": "*.a.example",
            "with a user": "me@a.example",
            "with a space": "a b",
            "empty": "",
        }.items()
    },
    "hosts without quotation marks": (N, f"[scrape.hosts.a.example]\ndelay_s = 1\n{N}", "scrape.hosts.a: expected a host in quot"),
    "hosts twice": (N, f'{RULE}[scrape.hosts."A.EXAMPLE"]\n{N}', 'scrape.hosts."A.EXAMPLE": expected each host once; a.example'),
    "hosts a list": (N, f'[scrape]\nhosts = ["a.example"]\n{N}', "scrape.hosts: expected a table, not ['a.example']"),
    "a host's rule a number": (N, f'[scrape.hosts]\n"a.example" = 5\n{N}', 'scrape.hosts."a.example": expected a table, not 5'),
    "a host's rule unknown": (N, f"{RULE}delay = 1\n{N}", 'scrape.hosts."a.example".delay: expected one of delay_s, respect_robots'),
    "a host's delay_s a text": (N, f'{RULE}delay_s = "1"\n{N}', 'scrape.hosts."a.example".delay_s: expected seconds'),
    "a host's respect_robots a number": (N, f"{RULE}respect_robots = 0\n{N}", 'scrape.hosts."a.example".respect_robots: expected true or false'),
    "engines unknown": (N, f'[translate]\nengines = ["babelfish"]\n{N}', "translate.engines: expected a list of engines out of apertium"),
    "engines a text": (N, f'[translate]\nengines = "google"\n{N}', "translate.engines: expected a list of engines out of"),
    "engines twice": (N, f'[translate]\nengines = ["google", "google"]\n{N}', "translate.engines: expected a list of engines out of apertium, google, each once, not 'google'"),
    "budget_chars negative": (N, f"[translate]\nbudget_chars = -1\n{N}", "translate.budget_chars: expected a whole number of char"),
    "budget_chars a fraction": (N, f"[translate]\nbudget_chars = 1.5\n{N}", "translate.budget_chars: expected a whole number of char"),
    "budget_chars beyond any integer": (N, f"[translate]\nbudget_chars = 1{'0' * 30}\n{N}", "translate.budget_chars: expected a whole"),
    "translate unknown": (N, f'[translate]\nengine = "google"\n{N}', "translate.engine: expected one of engines, budget_chars"),
    "sources missing": (f"[[sources]]\nkind = {URLS}", "", "sources: expected one [[sources]] table or more; it is missing"),
    "sources empty": (GOOD, GOOD.partition("[[sources]]")[0].replace("title", "sources = []\ntitle"), "sources: expected one [[sources]] table or more, not []"),
    "sources a table": ("[[sources]]", "[sources]", "sources: expected one [[sources]] table or more, not {'kind'"),
    "kind missing": ('kind = "urls"', "", "sources[1].kind: expected one of feeds, files, sitemaps, urls; it is missing"),
    "kind unknown": ('"urls"', '"telepathy"', "sources[1].kind: expected one of feeds, files, sitemaps, urls, not 'telepathy'"),
    "kind a number": ('"urls"', "7", "sources[1].kind: expected one of feeds, files, sitemaps, urls, not 7"),
    "an unknown option": ("\nurls =", "\nlinks =", "sources[1].links: expected one of urls; this key is unknown"),
    "an option of another kind": (URLS, '"feeds"\nurls = ["https://one.example/"]\nsince = 2024-03-04', "sources[1].since: expected one of"),
    "urls missing": ('urls = ["https://one.example/"]', "", "sources[1].urls: expected a list of one text or more; it is missing"),
    "urls a text": ('["https://one.example/"]', '"https://one.example/"', "sources[1].urls: expected a list of one text or more, not"),
    "urls empty": ('["https://one.example/"]', "[]", "sources[1].urls: expected a list of one text or more, not []"),
    "urls a number": ('"https://one.example/"', "7", "sources[1].urls: expected a list of one text or more, not 7"),
    **{
        f"urls {name}": ("https://one.example/", url, f"sources[1].urls: expected addresses that begin with http:// or https://, not '{url}'")
        for name, url in {
            "without a scheme": "one.example",
            "of another scheme": "ftp://one.example/",
            "of a file": "file:///etc/hostname",
            "without a host": "https://",
            "with a space": "https://a b/",
        }.items()
    },
    "a second source": ("urls = [", 'urls = ["https://two.example/"]\n[[sources]]\nkind = "feeds"\nurls = [7, ', "sources[2].urls: expected"),
    "since no date": (URLS, f'{SITEMAP}since = "soon"', "sources[1].since: expected a date such as 2011-12-26, not 'soon'"),
    "since empty": (URLS, f'{SITEMAP}since = ""', "sources[1].since: expected a date such as 2011-12-26, not ''"),
    "paths missing": (URLS, '"files"', "sources[1].paths: expected a list of one text or more; it is missing"),
    "a folder that is not there": (URLS, '"files"\npaths = ["gone/"]', "sources[1].paths: expected folders and files that exist, not 'gone/'"),
    "a file that is not there": (URLS, '"files"\npaths = ["gone.html"]', "sources[1].paths: expected folders and files that exist"),
    "a file that is no page": (URLS, '"files"\npaths = ["late-pad.toml"]', "sources[1].paths: expected folders, and files that end in .html"),
    "a path that no file can have": (URLS, f'"files"\npaths = ["{"a" * 5000}"]', "sources[1]: '"),
    "a text without end": ('"A late pad"', '"A late pad', "not TOML: Illegal character '\\n' (at line 2, column 20)"),
    "a key given twice": ("title", 'title = "x"\ntitle', "not TOML: Cannot overwrite a value (at line 3, column"),
    "lists in lists in lists": ('"A late pad"', "[" * 5000, "not TOML: too many brackets in one another"),
    "a number without end": ('"A late pad"', "7" * 5000, "not TOML: "),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), WRONG_KEYS.values(), ids=WRONG_KEYS)
def test_a_wrong_incident_file_is_told_which_key_and_what_was_expected(
    tmp_path: Path, command: Command, old: str, new: str, said: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))

    command("cover", path, "--output", tmp_path / "output").refused(2, f"retold: {path}: {said}")
    assert not (tmp_path / "output").exists()


NO_TOML = {
    "no TOML": (b"\nhello world\n", "not TOML: Expected '=' after a key in a key/value pair (at line 2"),
    "nothing": (b"", "title: expected a line of text; it is missing"),
    "UTF-16": (GOOD.encode("utf-16"), "expected a text in UTF-8: line 1 is in another encoding"),
    "UTF-16 without its mark": (GOOD.encode("utf-16-le"), "expected a text in UTF-8, not UTF-16"),
    "Latin-1": (
        GOOD.replace("pad", "pâd").encode("latin-1"),
        "expected a text in UTF-8: line 2 is in another encoding",
    ),
    "an archive": (b"PK\x03\x04\x14\0\0\0", "expected a text in UTF-8, not UTF-16 or a file of another kind"),
}


@pytest.mark.parametrize(("held", "said"), NO_TOML.values(), ids=NO_TOML)
def test_a_file_that_is_no_toml_is_told_which_line(tmp_path: Path, command: Command, held: bytes, said: str) -> None:
    path = written(tmp_path, held)

    command("cover", path, "--output", tmp_path / "output").refused(2, f"retold: {path}: {said}")


def folder(path: Path) -> None:
    path.mkdir()


def link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def unreadable(path: Path) -> None:
    path.write_text(GOOD)
    path.chmod(0)


def nothing(_path: Path) -> None:
    pass


NO_FILES = {
    "a folder": ("a.toml", folder, "expected an incident file, not a folder"),
    "a link to nothing": ("a.toml", link_to_nothing, "cannot be read: No such file or directory"),
    "not there": ("a.toml", nothing, "cannot be read: No such file or directory"),
    "of another kind": ("a.txt", Path.touch, "expected a file whose name ends in .toml"),
    "without a name": (".toml", Path.touch, "expected a file whose name ends in .toml"),
    "a name longer than any": (f"{'a' * 300}.toml", nothing, "cannot be read: File name too long"),
    **{
        f"a bad slug: {name!r}": (f"{name}.toml", Path.touch, "the name of the dataset would be")
        for name in ("..", ".hidden", "-x", "a\nb", " ", "a" * 201)
    },
}


@pytest.mark.parametrize(("name", "make", "said"), NO_FILES.values(), ids=NO_FILES)
def test_a_path_that_holds_no_incident_is_told_why(
    tmp_path: Path, command: Command, name: str, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / name)

    command("cover", tmp_path / name, "--output", tmp_path / "output").refused(2, said)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything; a link to nothing stands for it")
def test_a_file_that_nobody_may_read_is_told_so(tmp_path: Path, command: Command) -> None:
    unreadable(tmp_path / "a.toml")

    command("cover", tmp_path / "a.toml", "--output", tmp_path / "output").refused(
        2, "a.toml: cannot be read: Permission denied"
    )


@pytest.mark.parametrize("slug", ["nessie", "", ".", "..", "a" * 5000])
def test_an_unknown_slug_is_answered_with_those_that_exist(command: Command, slug: str) -> None:
    command("cover", slug).refused(2, "give the path of a .toml file, or one of: ocean-marketing")


def test_a_slug_that_is_nearly_right_is_answered_with_the_right_one(command: Command) -> None:
    command("cover", "ocean_marketing").refused(2, "no incident 'ocean_marketing' (did you mean 'ocean-marketing'?)")


CONTACTS = {
    "none": (None, "RETOLD_CONTACT is not set: set it to an address (https://… or mailto:…)"),
    "empty": (" ", "RETOLD_CONTACT is not set"),
    "no address": ("me", "RETOLD_CONTACT is 'me': expected https://… or mailto:…"),
    "two lines": ("mailto:me@a.example\nX: y", "RETOLD_CONTACT must be one line of printable characters"),
}


@pytest.mark.parametrize(("contact", "said"), CONTACTS.values(), ids=CONTACTS)
def test_nobody_asks_the_real_web_without_an_address_to_complain_to(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch, contact: str | None, said: str
) -> None:
    if contact is not None:
        monkeypatch.setenv("RETOLD_CONTACT", contact)

    command("cover", written(tmp_path, GOOD), "--output", tmp_path / "output").refused(2, said)
    command("read", "https://one.example/").refused(2, said)


# Plugins


@contextmanager
def plugged_in(monkeypatch: pytest.MonkeyPatch, package: ModuleType, folder: Path, **files: str) -> Iterator[None]:
    """Let a plugin folder hold these files as well."""
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    try:
        yield
    finally:
        for name in files:
            sys.modules.pop(f"{package.__name__}.{name}", None)


SECOND_FEEDS = 'from extractors.plugins import Source\nSOURCE = Source(name="feeds", options=(), find=lambda *_: ())\n'
SECOND_GOOGLE = "from extractors.engines.google import ENGINE\n"
PLUGINS = {
    "a source without its value": (sources, "other = 1\n", "expected SOURCE = Source(...)"),
    "a source of another kind": (sources, "SOURCE = 7\n", "expected SOURCE = Source(...)"),
    "a source that cannot be imported": (sources, "import nowhere\n", "cannot be imported: ModuleNotFoundError: No module"),
    "a source that raises": (sources, "1 / 0\n", "cannot be imported: ZeroDivisionError: division by zero"),
    "a source that is no Python": (sources, "SOURCE = = 1\n", "cannot be imported: SyntaxError: invalid syntax"),
    "two sources of one name": (sources, SECOND_FEEDS, "the name 'feeds' is taken by "),
    "an engine without its value": (engines, "", "expected ENGINE = Engine(...)"),
    "an engine that raises": (engines, "raise OSError('no\\nmodel')\n", "cannot be imported: OSError: no model"),
    "two engines of one name": (engines, SECOND_GOOGLE, "the name 'google' is taken by "),
}  # fmt: skip


@pytest.mark.parametrize(("package", "text", "said"), PLUGINS.values(), ids=PLUGINS)
def test_a_plugin_that_is_none_is_named_by_its_file(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch, package: ModuleType, text: str, said: str
) -> None:
    with plugged_in(monkeypatch, package, tmp_path, zz_broken=text):
        ended = command("cover", written(tmp_path, GOOD), "--output", tmp_path / "output")

    ended.refused(1, f"retold: {tmp_path / 'zz_broken.py'}: {said}")


# Datasets

LINK = {
    "url": "https://a.example/1",
    "source": "urls",
    "found_at": datetime(2024, 3, 4, tzinfo=UTC),
    "title_hint": None,
    "published_hint": None,
}
FILES = f'{GOOD.partition("[[sources]]")[0]}[[sources]]\nkind = "files"\npaths = ["pages"]\n'


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with one dataset, late-pad, that is empty."""
    output = tmp_path_factory.mktemp("published")
    (output / "late-pad").mkdir()
    with Dataset(output / "late-pad" / "work.duckdb") as made:
        made.publish(output / "late-pad")
    return output


@pytest.fixture
def late_pad(tmp_path: Path, published: Path) -> Path:
    """An incident file that asks nobody, and a dataset of its own in output/late-pad/."""
    (tmp_path / "pages").mkdir()
    shutil.copytree(published, tmp_path / "output")
    return written(tmp_path, FILES)


def of_a_newer_retold(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO meta.migrations VALUES ('9999_future', '')")


def of_a_newer_duckdb(path: Path) -> None:
    """Raise the version in the file's header, and mend the header's checksum: the xor of its words times a constant."""
    held = bytearray(path.read_bytes())
    checksum, word = struct.unpack_from("<QQ", held)
    struct.pack_into("<I", held, 12, 100)
    (changed,) = struct.unpack_from("<Q", held, 8)
    for value in (word, changed):
        checksum ^= value * 0xBF58476D1CE4E5B9 % 2**64
    struct.pack_into("<Q", held, 0, checksum)
    path.write_bytes(held)


def of_somebody_else(path: Path) -> None:
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE mine (a INT)")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_database(path: Path) -> None:
    path.write_text("not a database " * 100)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def with_a_wrong_byte(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[20] ^= 1
    path.write_bytes(held)


PUT_ASIDE = "is no dataset, or damaged: put it aside and run again: what it was made from lies in archive/"
ANEW = "is no dataset, or damaged: `retold cover` makes it anew"
WORKS = {
    "of a newer Retold": (of_a_newer_retold, "was made by a newer Retold (it holds 9999_future): update Retold to open it"),
    "of a newer DuckDB": (of_a_newer_duckdb, "was made by a newer DuckDB: update Retold to open it"),
    "empty": (empty, PUT_ASIDE),
    "no database": (no_database, PUT_ASIDE),
    "cut": (cut, PUT_ASIDE),
    "with a wrong byte": (with_a_wrong_byte, PUT_ASIDE),
}  # fmt: skip


@pytest.mark.parametrize(("harm", "said"), WORKS.values(), ids=WORKS)
def test_a_dataset_that_cannot_be_gone_on_with_is_refused_and_left_alone(
    late_pad: Path, tmp_path: Path, command: Command, harm: Callable[[Path], None], said: str
) -> None:
    work = tmp_path / "output" / "late-pad" / "work.duckdb"
    harm(work)
    held = work.read_bytes()

    command("cover", late_pad, "--output", tmp_path / "output").refused(1, f"retold: {work} {said}")
    assert work.read_bytes() == held
    assert sorted(path.name for path in work.parent.iterdir()) == ["coverage.duckdb", "parquet", "work.duckdb"]


SNAPSHOTS = {
    "of a newer Retold": (of_a_newer_retold, "was made by a newer Retold (it holds 9999_future): update Retold to open it"),
    "of a newer DuckDB": (of_a_newer_duckdb, "was made by a newer DuckDB: update Retold to open it"),
    "of somebody else": (of_somebody_else, ANEW),
    "empty": (empty, ANEW),
    "no database": (no_database, ANEW),
    "cut": (cut, ANEW),
    "with a wrong byte": (with_a_wrong_byte, ANEW),
}  # fmt: skip


@pytest.mark.parametrize(("harm", "said"), SNAPSHOTS.values(), ids=SNAPSHOTS)
@pytest.mark.usefixtures("late_pad")
def test_a_snapshot_that_cannot_be_read_is_refused_and_left_alone(
    tmp_path: Path, command: Command, harm: Callable[[Path], None], said: str
) -> None:
    snapshot = tmp_path / "output" / "late-pad" / "coverage.duckdb"
    harm(snapshot)
    held = snapshot.read_bytes()

    for arguments in (["query", "summary"], ["query", "summary", "--incident", "late-pad"]):
        command(*arguments, "--output", tmp_path / "output").refused(1, f"retold: {snapshot} {said}")
    assert snapshot.read_bytes() == held


def with_wrong_bytes_in_a_table(path: Path) -> None:
    """Damage every block of the file but those that are read when it is opened."""
    held = bytearray(path.read_bytes())
    kept = len(held) // 2
    held[12_288:kept] = bytes(byte ^ 0x55 for byte in held[12_288:kept])
    path.write_bytes(held)


@pytest.mark.usefixtures("late_pad")
def test_damage_that_shows_itself_in_the_middle_of_a_query_is_no_fault_of_the_query(
    tmp_path: Path, command: Command
) -> None:
    snapshot = tmp_path / "output" / "late-pad" / "coverage.duckdb"
    with_wrong_bytes_in_a_table(snapshot)

    command("query", "FROM core.links", "--output", tmp_path / "output").refused(1, f"retold: {snapshot} {ANEW}")


def test_the_status_of_good_datasets_is_shown_beside_a_damaged_one(
    published: Path, tmp_path: Path, command: Command
) -> None:
    for name in ("cut", "good", "short"):
        shutil.copytree(published / "late-pad", tmp_path / name)
    for name in ("cut", "short"):
        cut(tmp_path / name / "coverage.duckdb")
    ended = command("status", "--output", tmp_path, "--json")

    assert [row["incident"] for row in json.loads(ended.out)] == ["good"]
    assert ended.status == 1
    assert [line.split(" is no dataset")[0] for line in ended.err.splitlines()] == [
        f"retold: {tmp_path / name / 'coverage.duckdb'}" for name in ("cut", "short")
    ]


def test_a_server_that_does_not_answer_is_told_before_the_run(
    late_pad: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for url in ("http://127.0.0.1:9/api", "nonsense"):
        monkeypatch.setenv("PREFECT_API_URL", url)
        ended = command("cover", late_pad, "--output", tmp_path / "output")

        ended.refused(1, f"PREFECT_API_URL: {url} does not answer (")


def test_half_a_database_of_prefect_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", "")  # so that it is forgotten behind the test
    monkeypatch.delenv("PREFECT_HOME")
    monkeypatch.setattr(embedded, "TEMPLATE", written(tmp_path, b"x" * 100_000, "prefect.db"))
    with disk(tmp_path / "disk", "40k"):
        with pytest.raises(OSError, match="No space left"):
            embedded._home(tmp_path / "disk" / ".prefect")

        assert not (tmp_path / "disk" / ".prefect" / "prefect.db").exists()


def test_a_second_run_on_one_dataset_ends_at_once_and_says_who_holds_it(late_pad: Path, tmp_path: Path) -> None:
    work = tmp_path / "output" / "late-pad" / "work.duckdb"
    with Dataset(work) as first:
        second = own_process("cover", late_pad, "--output", tmp_path / "output")
        first.load("load/links", staging.table([LINK], "links"))

        second.refused(1, f"retold: {work} is held by another run (process {os.getpid()}): wait for it to end")
        assert [row["url"] for row in first.rows("truth/links")] == [LINK["url"]]


def test_a_dataset_that_another_run_makes_at_the_same_moment_is_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work.duckdb"
    with Dataset(work) as first:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "exists", lambda _: False)  # when the second looked, it was not there yet
            with pytest.raises(StopError):
                Dataset(work)

        assert work.is_file()
        assert first.run("dataset/migrated")


# Disks


def ferries(folder: Path) -> SmallWeb:
    """A web of four papers that tell one story, each with a sentence of its own."""
    web = SmallWeb(folder)
    for number in range(4):
        own = f"Paper number {number} of the harbour had its own words of Captain Duarte and the Ferry Aurelia."
        web.add(f"http://isle{number}.example/a", page(f"The lost ferry {number}", *STORY[number:], own))
        web.links(f"http://isle{number}.example/a")
    return web


def read_here(function: Callable[[object], object], items: Iterable[object], **_limits: object) -> Iterator[object]:
    """Stand in for the sandbox, whose workers take seconds to start and have no part in these tests."""
    for item in items:
        try:
            yield function(item)
        except DropError as error:
            yield error


@pytest.fixture
def without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "work_off", read_here)


@pytest.fixture(scope="module")
def calm_web(tmp_path_factory: pytest.TempPathFactory) -> SmallWeb:
    """A web that was covered once, undisturbed."""
    web = ferries(tmp_path_factory.mktemp("calm"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        web.cover()
    return web


@pytest.fixture(scope="module")
def calm(calm_web: SmallWeb) -> object:
    """Every view of the undisturbed run."""
    return Found(calm_web.output / "small").views()


@pytest.mark.usefixtures("without_workers")
def test_a_dataset_that_was_put_aside_is_made_again_from_the_archive(calm_web: SmallWeb, calm: object) -> None:
    work = calm_web.output / "small" / "work.duckdb"
    work.rename(work.with_name("aside"))

    assert calm_web.cover().views() == calm


@contextmanager
def disk(place: Path, size: str) -> Iterator[Callable[[str], None]]:
    """Mount an empty disk of that size; yields what mounts it again with other options."""
    place.mkdir()

    def mount(options: str) -> int:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
        return subprocess.run(command, check=False, capture_output=True).returncode

    if mount(f"size={size}") != 0:
        pytest.skip("only root may mount a disk; the limit on the size of a file stands for it")
    try:
        yield lambda options: None if mount(f"remount,{options}") == 0 else pytest.fail(f"no remount with {options}")
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # the error holds files open


FULL = "No space left on device: make room, then run it again to go on"


def test_a_dataset_that_cannot_be_made_for_want_of_room_leaves_no_half(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "4k") as remount:
        with pytest.raises(StopError, match=re.escape(f"{tmp_path / 'disk'}: {FULL}")):
            Dataset(tmp_path / "disk" / "work.duckdb")
        remount("size=20m")
        with Dataset(tmp_path / "disk" / "work.duckdb") as made:
            assert [name for name, _ in made.run("dataset/migrated")] == names_in("migrations")


@pytest.mark.usefixtures("without_workers")
def test_a_run_that_filled_the_disk_goes_on_where_it_was(tmp_path: Path, calm: object) -> None:
    web = ferries(tmp_path)
    with disk(web.output, "64k") as remount:  # the archive does not fit
        with pytest.raises(StopError) as raised:
            web.cover()
        remount("size=200m")

        assert str(raised.value) == f"{web.output / 'small'}: {FULL}"
        assert web.cover().views() == calm


@pytest.mark.usefixtures("without_workers")
def test_a_run_that_reached_the_limit_on_the_size_of_a_file_goes_on_where_it_was(tmp_path: Path, calm: object) -> None:
    web = ferries(tmp_path)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limit[1]))  # the dataset does not fit, at its checkpoint
    try:
        with pytest.raises(StopError, match=r"small: File too large: make room, then run it again to go on$"):
            web.cover()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert web.cover().views() == calm


def test_a_run_does_not_begin_on_a_disk_that_is_almost_full(late_pad: Path, tmp_path: Path, command: Command) -> None:
    with disk(tmp_path / "small", "2m"):
        ended = command("cover", late_pad, "--output", tmp_path / "small")

    ended.refused(1, f"{tmp_path / 'small' / 'late-pad'}: 2 MB are free where a run needs 50 MB: make room")


def test_a_run_does_not_begin_on_a_disk_that_nobody_may_write_to(
    late_pad: Path, tmp_path: Path, command: Command
) -> None:
    with disk(tmp_path / "fixed", "2m") as remount:
        remount("ro")
        ended = command("cover", late_pad, "--output", tmp_path / "fixed")

    ended.refused(1, f"{tmp_path / 'fixed' / 'late-pad'}: Read-only file system: name another folder with --output")


def test_a_run_does_not_begin_in_a_folder_that_cannot_be(late_pad: Path, command: Command) -> None:
    command("cover", late_pad, "--output", "/proc/retold").refused(1, "name another folder with --output")


@pytest.mark.parametrize("name", ["cover", "status", "query", "demo"])
def test_an_output_folder_that_is_a_file_is_wrong_use(late_pad: Path, command: Command, name: str) -> None:
    arguments = {"cover": [late_pad], "query": ["summary"]}.get(name, [])

    command(name, *arguments, "--output", late_pad).refused(2, f"'{late_pad}' is a file")


# Sources


@pytest.mark.usefixtures("without_workers")
def test_sources_that_fail_cost_nothing_but_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        refusing = closed.getsockname()
    monkeypatch.setattr(smallweb, "Reach", lambda hosts: Reach(hosts={**hosts, "dead.example": refusing}))
    web = ferries(tmp_path)
    web.answer("isle.example", "/html.xml", text="<html><title>No feed</title><p>Come back.</p></html>")
    web.answer("isle.example", "/map.xml", text="Not a sitemap at all.", type="application/xml")
    web.answer("isle.example", "/empty.xml", text="<rss version='2.0'><channel><title>x</title></channel></rss>")
    web.answer("isle.example", "/nothing.xml", text="")
    failing = {
        "http://isle.example/empty.xml": "no_entries",
        "http://isle.example/nothing.xml": "not_a_feed",
        "http://isle.example/html.xml": "not_a_feed",
        "http://isle.example/gone.xml": "http_404",
        "http://dead.example/feed": "unreachable",
        "http://nowhere.example/feed": "unreachable",
    }
    web.source("feeds", urls=list(failing))
    web.source("sitemaps", urls=["http://isle.example/map.xml"])
    found = web.cover()

    assert dict(found.rows("SELECT url, reason FROM core.drops")) == {
        **failing,
        "http://isle.example/map.xml": "not_a_sitemap",
    }
    assert sorted(found.rows("SELECT reason, items FROM ledger WHERE stage = 'discover'")) == [
        ("http_404", 1),
        ("no_entries", 1),
        ("not_a_feed", 2),
        ("not_a_sitemap", 1),
        ("unreachable", 2),
    ]
    assert found.rows("SELECT articles FROM summary") == [(4,)]
    assert show_result(found.folder, Form.TABLE) == cli.PARTLY
    said = capsys.readouterr().out.partition("failed sources")[2].splitlines()
    for url, reason in failing.items():
        assert any(url in line and reason in line for line in said), url


# Commands

OUT = "OUT"  # stands for the folder of `published`
QUERY = ["--output", OUT]
COMMANDS = {
    "an unknown option": (["status", "--nonsense"], 2, "No such option: --nonsense (`retold status --help` shows how)"),
    "an unknown command": (["tell"], 2, "No such command 'tell' (`retold --help` shows how)"),
    "a command that is nearly right": (["querry"], 2, "No such command 'querry'. Did you mean 'query'?"),
    "no question": (["query"], 2, "Missing argument 'question' (`retold query --help` shows how)"),
    "one argument too many": (["status", "x"], 2, "Got unexpected extra argument(s) (x)"),
    "an option without its value": (["status", "--output"], 2, "Option '--output' requires an argument"),
    "two forms": (["query", "summary", "--json", "--csv", *QUERY], 2, "give --json or --csv, not both"),
    "two forms of a run": (["cover", "ocean-marketing", "--json", "--csv"], 2, "give --json or --csv, not both"),
    "no SQL": (["query", "SELEC * FROM articles", *QUERY], 2, 'SQL, line 1, column 1: syntax error at or near "SELEC"'),
    "no SQL behind letters of two bytes": (["query", "SELECT 'é', frm articles where", *QUERY], 2, "SQL, line 1, column 26: syntax"),
    "an unknown column": (["query", "SELECT *\nFROM articles\nWHERE langage = 1", *QUERY], 2, "SQL, line 3, column 7: Referenced column"),
    "an unknown view in SQL": (["query", "FROM articels LIMIT 1", *QUERY], 2, 'SQL, line 1, column 6: Table with name articels does not exist! Did you mean "articles"?'),
    "an unknown view": (["query", "articels", *QUERY], 2, "no query or view 'articels' (did you mean 'articles'?): give SQL, or one of "),
    "a value of another type": (["query", "SELECT 'x'::INT AS number", *QUERY], 2, "Could not convert string 'x' to INT32"),
    "no statement": (["query", "; ;", *QUERY], 2, "SQL: expected a query, not nothing"),
    "a question that is no UTF-8": (["query", "SELECT '\udcff'", *QUERY], 2, ": expected UTF-8"),
    "a folder whose name is no UTF-8": (["cover", "f\udcff.toml"], 2, "expected a path in UTF-8"),
    "a change": (["query", "DROP TABLE core.links", *QUERY], 2, "read-only"),
    "a file": (["query", "FROM read_csv('/etc/hostname')", *QUERY], 2, "file system operations are disabled"),
    "no such dataset": (["query", "summary", "--incident", "nessie", *QUERY], 2, "nessie holds no dataset: `retold status` lists"),
    "no dataset at all": (["query", "summary", "--output", f"{OUT}/none"], 1, "no dataset below"),
    "no dataset to show": (["status", "--output", f"{OUT}/none"], 1, "`retold demo` makes the first"),
    "nothing to read": (["read"], 2, "give either a page or --jsonl FILE"),
    "two things to read": (["read", "a.html", "--jsonl", "b"], 2, "give either a page or --jsonl FILE"),
    "no lines": (["language"], 2, "give --jsonl FILE, or --jsonl - for standard input"),
    "lines that are not there": (["deduplicate", "--jsonl", "/nonexistent/lines"], 2, "/nonexistent/lines: cannot be read: No such file"),
    "lines in a folder": (["translate", "--jsonl", OUT], 2, "cannot be read: Is a directory"),
    "an unknown engine": (["translate", "--jsonl", "/dev/null", "--engine", "babelfish"], 2, "no engine 'babelfish': there are apertium, google"),
    "tellings into a folder": (["deduplicate", "--jsonl", "/dev/null", "--tellings", OUT], 2, "cannot be written: Is a directory"),
    "tellings into nowhere": (["deduplicate", "--jsonl", "/dev/null", "--tellings", "/nonexistent/t"], 2, "--tellings /nonexistent/t: cannot be written: No such file"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "said"), COMMANDS.values(), ids=COMMANDS)
def test_a_command_that_is_used_wrongly_says_in_one_line_what_was_expected(
    published: Path, command: Command, arguments: list[str], status: int, said: str
) -> None:
    command(*(word.replace(OUT, str(published)) for word in arguments)).refused(status, said)


BINARY = {
    "an archive": gzip.compress(b'{"id": "1", "text": "The ferry left."}'),
    "UTF-16": '{"id": "1", "text": "The ferry left."}'.encode("utf-16"),
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("held", BINARY.values(), ids=BINARY)
@pytest.mark.parametrize("name", ["read", "language", "translate", "deduplicate"])
def test_lines_that_are_no_text_are_refused_as_a_whole(
    tmp_path: Path, command: Command, name: str, held: bytes
) -> None:
    path = written(tmp_path, held, "lines.jsonl")

    command(name, "--jsonl", path).refused(2, f"{path}: expected JSON Lines in UTF-8, not UTF-16 or a binary file")


LINES = {
    "cut": (b'{"id": "2", ', "not JSON: Expecting property name enclosed in double quotes at column"),
    "no JSON": (b"id,text", "not JSON: Expecting value at column 1"),
    "a list": (b'["2", "text"]', "expected an object with id, text, language, not ['2', 'text']"),
    "without a text": (b'{"id": "2", "language": "en"}', "text: expected a text, it is missing"),
    "with a number": (b'{"id": 2, "text": "x", "language": "en"}', "id: expected a text, not 2"),
    "with nothing": (b'{"id": "", "text": "x", "language": "en"}', "id: expected a text, not ''"),
    "in Latin-1": (b'{"id": "2", "text": "F\xe4hre", "language": "de"}', "not UTF-8 at byte 23"),
    "in lists in lists": (b"[" * 100_000, "not JSON that can be read"),
}


@pytest.mark.parametrize(("line", "said"), LINES.values(), ids=LINES)
def test_a_line_that_says_nothing_is_named_and_the_others_are_answered(
    tmp_path: Path, command: Command, line: bytes, said: str
) -> None:
    first, last = (json.dumps({"id": name, "text": "The ferry left.", "language": "en"}).encode() for name in "13")
    path = written(tmp_path, b"\n".join([first, line, last]), "lines.jsonl")
    ended = command("translate", "--jsonl", path, "--engine", "apertium")

    assert [json.loads(row)["id"] for row in ended.out.splitlines()] == ["1", "3"]
    assert (ended.status, ONE_LINE.fullmatch(ended.err) is not None) == (3, True), ended
    assert ended.err.startswith(f"retold: {path}:2: {said}")
    assert ended.err.endswith("; the line is left out\n")


def test_of_very_many_bad_lines_the_first_are_named_and_the_others_counted(tmp_path: Path, command: Command) -> None:
    path = written(tmp_path, "nothing\n" * 1000, "lines.jsonl")
    said = command("translate", "--jsonl", path).err.splitlines()

    assert len(said) == 21
    assert said[-1] == f"retold: {path}: 980 more lines are left out"


def test_what_a_file_of_tellings_held_is_kept_until_there_is_more(tmp_path: Path, command: Command) -> None:
    lines, tellings = written(tmp_path, b"\0", "lines.jsonl"), written(tmp_path, "kept", "tellings.jsonl")

    assert command("deduplicate", "--jsonl", lines, "--tellings", tellings).status == 2
    assert tellings.read_text() == "kept"


def test_tellings_never_take_the_place_of_the_lines(tmp_path: Path, command: Command) -> None:
    lines = written(tmp_path, '{"url": "https://a.example/", "text": "The ferry left."}', "lines.jsonl")
    held = lines.read_bytes()

    command("deduplicate", "--jsonl", lines, "--tellings", lines).refused(2, "expected another file than --jsonl")
    assert lines.read_bytes() == held


def test_rows_in_json_have_every_column_and_only_what_json_knows(capsys: pytest.CaptureFixture[str]) -> None:
    show(["a", "a", "b"], [(1, 2, [float("nan"), {"c": float("inf")}])], Form.JSON)

    assert json.loads(capsys.readouterr().out, parse_constant=pytest.fail) == [
        {"a": 1, "a_1": 2, "b": [None, {"c": None}]}
    ]


def test_a_table_gives_no_orders_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show(["title"], [("\x1b[31mred\x07",)])

    assert "\x1b" not in capsys.readouterr().out


# Sample webs


SAMPLE = {"incident.toml": GOOD, "hosts.toml": '["a.example"]\n"/" = { text = "x" }\n', "truth.toml": "links = []\n"}
PATH = '["a.example"]\n"/" = '
LINK_TABLE = '[[links]]\nurl = "http://a.example/"\n'
SAMPLES = {
    "no incident": ("incident.toml", None, "is no sample web: it has no incident.toml"),
    "no hosts": ("hosts.toml", None, "hosts.toml: cannot be read: No such file or directory"),
    "an empty list of hosts": ("hosts.toml", "", "hosts.toml: (top): expected at least one host"),
    "hosts that are no TOML": ("hosts.toml", "\n[", "hosts.toml: not TOML: "),
    "a host that is no table": ("hosts.toml", "a = 1", "hosts.toml: a: expected a table of paths"),
    "a path without its slash": ("hosts.toml", '["a.example"]\nx = {}', 'hosts.toml: "a.example"."x": expected a path that begins with /'),
    "an answer that is no table": ("hosts.toml", f'{PATH}"x"', 'hosts.toml: "a.example"."/": expected a table such as'),
    "an answer with an unknown key": ("hosts.toml", f'{PATH}{{ fil = "x" }}', 'hosts.toml: "a.example"."/".fil: expected one of after, file'),
    "an answer of two kinds": ("hosts.toml", f'{PATH}{{ file = "hosts.toml", text = "x" }}', '"/": expected either file or text, not both'),
    "a file that is not there": ("hosts.toml", f'{PATH}{{ file = "gone" }}', '"/".file: expected a file of '),
    "a file of another folder": ("hosts.toml", f'{PATH}{{ file = "../x" }}', '"/".file: expected a file of '),
    **{
        f"{key} of the wrong kind": ("hosts.toml", f"{PATH}{{ {key} = {value} }}", f'"/".{key}: expected {expected}')
        for key, value, expected in (
            ("after", "-1", "a position of the clock, 0 or more, not -1"),
            ("file", "7", "a file of the sample folder, not 7"),
            ("text", "7", "the body as a text, not 7"),
            ("status", "999", "an HTTP status from 200 to 599, not 999"),
            ("type", "7", "a content type, not 7"),
            ("redirect", "7", "the address to go to, not 7"),
            ("headers", '["x"]', "a table of texts of one line, not ['x']"),
            ("etag", '"x"', "true or false, not 'x'"),
            ("last_modified", "2024-03-04", "a moment with offset, such as 2024-03-05T08:00:00Z, not "),
            ("later", "7", "a list of tables, each with `after`"),
        )
    },
    "hosts with too many brackets": ("hosts.toml", f"a = {'[' * 5000}", "hosts.toml: not TOML: too many brackets in one another"),
    "hosts that are no text": ("hosts.toml", "\0", "hosts.toml: expected a text in UTF-8"),
    "a host with a scheme": ("hosts.toml", PATH.replace("a.ex", "http://a.ex") + "{}", 'hosts.toml: "http://a.example": expected a host'),
    "a host twice": ("hosts.toml", PATH + "{}\n" + PATH.replace("a.ex", "A.ex") + "{}", 'hosts.toml: "A.example": expected each host once; a.example'),
    "a file that cannot be": ("hosts.toml", f'{PATH}{{ file = "a\\u0000b" }}', '"/".file: expected a file of '),
    "a file with a name longer than any": ("hosts.toml", f'{PATH}{{ file = "{"a" * 5000}" }}', '"/".file: expected a file of '),
    "a header of two lines": ("hosts.toml", f'{PATH}{{ headers = {{ X = "a\\nb" }} }}', '"/".headers: expected a table of texts of one line'),
    "later that is not later": ("hosts.toml", f'{PATH}{{ text = "x", later = [{{ after = 0 }}] }}', '"/".later: expected `after` to grow'),
    "truth that is no TOML": ("truth.toml", "\n[", "truth.toml: not TOML: "),
    "an incident with a mistake": ("incident.toml", GOOD.replace("began", "begun"), "incident.toml: begun: expected one of title"),
    "a link with an empty address": ("truth.toml", '[[links]]\nurl = ""', "truth.toml: links[1]: expected a table with url"),
    "truth without links": ("truth.toml", "a = 1", "truth.toml: expected [[links]] tables and nothing else, not a"),
    "truth of texts": ("truth.toml", 'links = ["x"]', "truth.toml: links[1]: expected a table with url"),
    "a link without its address": ("truth.toml", '[[links]]\noutcome = "article"', "truth.toml: links[1]: expected a table with url"),
    "a link with no address": ("truth.toml", '[[links]]\nurl = "x"', "truth.toml: links[1]: expected addresses, not "),
    "a link twice": ("truth.toml", LINK_TABLE * 2, "truth.toml: links[2].url: expected an address not yet named, not 'http://a.example/'"),
    "a link with an unknown key": ("truth.toml", f"{LINK_TABLE}colour = 1", "truth.toml: links[1].colour: expected one of "),
    "a relation to nothing": ("truth.toml", f'{LINK_TABLE}relations = [{{ kind = "excerpt" }}]', "links[1].relations[1]: expected a table with of_url"),
    **{
        f"truth with {key} of the wrong kind": ("truth.toml", f"{LINK_TABLE}{key} = {value}", f"truth.toml: links[1].{key}: expected {expected}")
        for key, value, expected in (
            ("outcome", '"lost"', "one of article, alias, dropped, waiting, not 'lost'"),
            ("reason", "7", "a word such as off_topic, not 7"),
            ("alias_of", "7", "an address, not 7"),
            ("language", "7", "a BCP-47 tag, not 7"),
            ("outlet", "7", "a registered domain, not 7"),
            ("published", '"soon"', "a day, a moment with offset, or \"none\", not 'soon'"),
            ("telling", "7", "a word for the telling, not 7"),
            ("is_original", '"yes"', "true or false, not 'yes'"),
            ("relations", "7", "a list of tables, not 7"),
            ("of_url", "7", "an address, not 7"),
            ("kind", '"theft"', "one of exact_copy, near_copy, excerpt, translated_copy, translated_excerpt, not 'theft'"),
            ("direction", '"north"', "known or unknown, not 'north'"),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "text", "said"), SAMPLES.values(), ids=SAMPLES)
def test_a_sample_web_that_is_wrong_is_told_before_anything_is_served(
    tmp_path: Path, command: Command, name: str, text: str | None, said: str
) -> None:
    sample = tmp_path / "sample"
    sample.mkdir()
    for file, content in {**SAMPLE, name: text}.items():
        if content is not None:
            written(sample, content, file)

    command("demo", "--sample", sample, "--output", tmp_path / "output").refused(2, said)


def test_a_sample_web_whose_name_is_no_slug_is_told_so(tmp_path: Path, command: Command) -> None:
    sample = tmp_path / "-sample"
    sample.mkdir()
    for file, content in SAMPLE.items():
        written(sample, content, file)

    command("demo", "--sample", sample, "--output", tmp_path / "output").refused(
        2, "the name of the dataset would be '-sample'"
    )


@pytest.mark.parametrize("place", ["/nonexistent", "/etc/hostname"])
def test_a_sample_web_that_is_no_folder_is_told_so(tmp_path: Path, command: Command, place: str) -> None:
    command("demo", "--sample", place, "--output", tmp_path).refused(
        2, f"{place} is no sample web: it has no incident.toml"
    )


# Streams, in a process of its own


def test_help_is_for_those_who_ask_nothing_and_no_data() -> None:
    ended = own_process()

    assert (ended.status, ended.out) == (2, "")
    assert "Follow one incident" in ended.err


@pytest.mark.parametrize("question", ["SELECT 1 AS one", "SELECT range FROM range(100_000)"])
def test_nobody_who_reads_on_is_no_error(published: Path, question: str) -> None:
    ended = own_process("query", question, "--csv", "--output", published, redirect="| head -n 1")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.rstrip() in ("one", "range")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_standard_output_on_a_full_disk_is_named(published: Path) -> None:
    ended = own_process("query", "summary", "--output", published, redirect="> /dev/full")

    ended.refused(1, "retold: standard output cannot be written: No space left on device\n")


def test_a_closed_standard_input_is_told_so(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)  # as Python has it then

    command("translate", "--jsonl", "-").refused(2, "retold: -: standard input is closed\n")


def test_closed_streams_are_no_error_and_nobody_else_is_written_to(published: Path) -> None:
    snapshot = published / "late-pad" / "coverage.duckdb"
    held = snapshot.read_bytes()
    ended = own_process("query", "summary", "--output", published, redirect="<&- >&- 2>&-")

    assert ended == Ended(0, "", "")
    assert snapshot.read_bytes() == held


def test_any_locale_will_do(published: Path) -> None:
    question = "SELECT 'Паром — 渡し船' AS title"
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ended = own_process("query", question, "--json", "--output", published, **ascii_only)

    assert json.loads(ended.out) == [{"title": "Паром — 渡し船"}]
    assert (ended.status, ended.err) == (0, "")


def test_a_terminal_without_colour_gets_none(published: Path) -> None:
    ours, theirs = pty.openpty()
    words = [sys.executable, "-c", CODE, "status", "--output", str(published)]
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "200"}
    subprocess.run(words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)

    assert "late-pad" in said
    assert not re.search(r"\x1b\[(?:[0-9]+;)*(?:3|4|9|10)[0-9]", said)
