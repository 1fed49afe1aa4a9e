"""Incident files and plugins that are wrong: one line that says what, where and what to do."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from extractors import engines, sources

from .wronguse import GOOD, Command, written

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
    "scrape unknown": (N, f"[scrape]\ndelay = 1\n{N}", "scrape.delay: expected one of delay_s, respect_robots, pages_per_host, hosts"),
    **{
        f"pages_per_host {name}": (N, f"[scrape]\npages_per_host = {value}\n{N}", f"scrape.pages_per_host: expected a whole number of pages, 1 or more, not {shown}")
        for name, (value, shown) in {
            "none": ("0", "0"),
            "negative": ("-1", "-1"),
            "a fraction": ("1.5", "1.5"),
            "a text": ('"500"', "'500'"),
            "a flag": ("true", "true"),
            "beyond any integer": (f"1{'0' * 30}", "1000"),
        }.items()
    },
    "pages_per_host of a single host": (N, f"{RULE}pages_per_host = 1\n{N}", 'scrape.hosts."a.example".pages_per_host: expected one of delay_s, respect_robots'),
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
    "engines twice": (N, f'[translate]\nengines = ["google", "google"]\n{N}', "translate.engines: expected a list of engines out of apertium, fxtranslate, google, libretranslate, mymemory, each once, not 'google'"),
    "budget_chars negative": (N, f"[translate]\nbudget_chars = -1\n{N}", "translate.budget_chars: expected a whole number of char"),
    "budget_chars a fraction": (N, f"[translate]\nbudget_chars = 1.5\n{N}", "translate.budget_chars: expected a whole number of char"),
    "budget_chars beyond any integer": (N, f"[translate]\nbudget_chars = 1{'0' * 30}\n{N}", "translate.budget_chars: expected a whole"),
    "translate unknown": (N, f'[translate]\nengine = "google"\n{N}', "translate.engine: expected one of engines, budget_chars"),
    "glossary a list": (N, f"glossary = []\n{N}", "glossary: expected a table, not []"),
    "glossary of no language": (N, f'[glossary.french]\nport = "harbour"\n{N}', 'glossary.french: expected a language such as ru or pt-BR, or "*", as the key'),
    "glossary without a language": (N, f'[glossary]\nmanette = "controller"\n{N}', "glossary.manette: expected a language such as ru or pt-BR"),
    "glossary of a language a text": (N, f'[glossary]\nfr = "controller"\n{N}', "glossary.fr: expected a table, not 'controller'"),
    "a term empty": (N, f'[glossary.fr]\n"" = "controller"\n{N}', 'glossary.fr."": expected a term with a letter or digit, in one line, as the key'),
    "a term of two lines": (N, f'[glossary.fr]\n"la\\nmanette" = "controller"\n{N}', 'glossary.fr."la\\nmanette": expected a term with a letter'),
    "a term of marks": (N, f'[glossary.fr]\n"—" = "dash"\n{N}', 'glossary.fr."—": expected a term with a letter or digit'),
    "a term in English empty": (N, f'[glossary.fr]\nmanette = " "\n{N}', "glossary.fr.manette: expected its English, a line of text, not ' '"),
    "a term in English of two lines": (N, f'[glossary.fr]\nmanette = "a\\nb"\n{N}', "glossary.fr.manette: expected its English, a line of text, not 'a\\nb'"),
    "a term in English a list": (N, f'[glossary."*"]\nmanette = ["pad"]\n{N}', 'glossary."*".manette: expected its English, a line of text, not ['),
    "a term without quotation marks": (N, f'[glossary.fr]\nN.Control = "Control"\n{N}', "glossary.fr.N: expected its English, a line of text, not {'Control': 'Control'}"),
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
    "UTF-16": (GOOD.encode("utf-16"), "expected a text in UTF-8, not UTF-16"),
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
