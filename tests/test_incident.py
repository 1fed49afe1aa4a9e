"""What an incident file may say, and what is said to one that is wrong."""

from pathlib import Path

import pytest

from extractors.errors import StopError
from extractors.urls import host
from flows.incident import INCIDENTS, find_incident, read_incident

GOOD = """
title = "A late pad"
began = 2024-03-04
[names]
"*" = ["Kestrel Forge", "Talon Pad"]
[[sources]]
kind = "urls"
urls = ["https://one.example/"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "late-pad.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_left_out_has_the_defaults_that_the_readme_names(tmp_path: Path) -> None:
    incident = read_incident(written(tmp_path, GOOD))

    assert (incident.slug, incident.until, incident.names_at_least) == ("late-pad", None, 2)
    assert (incident.delay_s, incident.respect_robots, incident.budget_chars) == (5.0, True, 500_000)
    assert incident.engines == ("google", "apertium")
    assert incident.sources[0].options == {"urls": ["https://one.example/"]}
    assert incident.sources[0].folder == tmp_path


def test_of_a_single_name_one_is_asked_for(tmp_path: Path) -> None:
    alone = written(tmp_path, GOOD.replace(', "Talon Pad"', ""))

    assert read_incident(alone).names_at_least == 1


def test_every_incident_that_is_shipped_can_be_read() -> None:
    assert [read_incident(path).title for path in INCIDENTS.glob("*.toml")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title", "titel", "title: expected a text; it is missing"),
        ('"A late pad"', "7", "title: expected a text, not 7"),
        ("2024-03-04", '"yesterday"', "began: expected a date such as 2011-12-26, not 'yesterday'"),
        ("2024-03-04", "2024-03-04T08:00:00Z", "began: expected a date"),
        ("[names]", "until = 2023-01-01\n[names]", "until: expected a date not before began = 2024-03-04"),
        ("[names]", "colour = 1\n[names]", "colour: expected one of title, began"),
        ('["Kestrel Forge", "Talon Pad"]', '"Kestrel Forge"', "names.*: expected a list of names"),
        ('"*" = ["Kestrel Forge", "Talon Pad"]', "", 'names."*": expected at least one name'),
        ('"*" =', "english =", "names.english: expected a language such as ru or pt-BR, or"),
        ('"*" =', "EN =", "names.EN: expected a language"),
        ('"*" =', "pt_BR =", "names.pt_BR: expected a language"),
        ('"*" =', '"ru-" =', "names.ru-: expected a language"),
        (
            "[names]",
            "[relevance]\nat_least = 3\n[names]",
            "relevance.at_least: expected a whole number from 0 to 2, for [names] has no more, not 3",
        ),
        *(
            (
                "[names]",
                f'[scrape.hosts."{key}"]\ndelay_s = 1\n[names]',
                f"scrape.hosts.{key}: expected a bare host such as www.example.org",
            )
            for key in (
                "https://a.example",
                "a.example/news",
                "a.example:8080",
                "*.a.example",
                "me@a.example",
                "a b",
                "",
            )
        ),
        (
            '["https://one.example/"]',
            '"https://one.example/"',
            "sources[1].urls: expected a list of one text or more, not 'https://one.example/'",
        ),
        (
            'urls = ["https://one.example/"]',
            "",
            "sources[1].urls: expected a list of one text or more; it is missing",
        ),
        (
            "https://one.example/",
            "one.example",
            "sources[1].urls: expected addresses that begin with http:// or https://, not 'one.example'",
        ),
        (
            '"urls"\nurls = ["https://one.example/"]',
            '"files"\npaths = ["gone/"]',
            "sources[1].paths: expected folders and files that exist, not 'gone/'",
        ),
        (
            '"urls"\nurls = ["https://one.example/"]',
            '"files"\npaths = ["late-pad.toml"]',
            "sources[1].paths: expected folders, and files that end in .html",
        ),
        (
            '"urls"\n',
            '"sitemaps"\nsince = "soon"\n',
            "sources[1].since: expected a date such as 2011-12-26, not 'soon'",
        ),
        (
            '"https://one.example/"]',
            '"https://one.example/"]\n[[sources]]\nkind = "feeds"\nurls = []',
            "sources[2].urls: expected a list",
        ),
        (
            "[names]",
            "[relevance]\nat_least = -1\n[names]",
            "relevance.at_least: expected a whole number from 0, not -1",
        ),
        ("[names]", "[relevance]\natleast = 1\n[names]", "relevance.atleast: expected one of at_least"),
        ("[names]", '[scrape]\ndelay_s = "5"\n[names]', "scrape.delay_s: expected seconds, 0 or more, not '5'"),
        ("[names]", "[scrape]\ndelay_s = nan\n[names]", "scrape.delay_s: expected seconds"),
        ("[names]", "[scrape]\nrespect_robots = 1\n[names]", "scrape.respect_robots: expected true or false, not 1"),
        (
            "[names]",
            '[scrape.hosts."a.example"]\ndelay = 1\n[names]',
            "scrape.hosts.a.example.delay: expected one of respect_robots, delay_s",
        ),
        ("[names]", '[translate]\nengines = ["babelfish"]\n[names]', "translate.engines: expected engines out of"),
        ("[names]", "[translate]\nbudget_chars = 1.5\n[names]", "translate.budget_chars: expected a whole number"),
        ('"urls"', '"telepathy"', "sources[1].kind: expected one of feeds, files, sitemaps, urls, not 'telepathy'"),
        ("\nurls =", "\nlinks =", "sources[1].links: expected one of urls"),
        ("[[sources]]", "[sources]", "sources: expected one [[sources]] table or more"),
        ('title = "A late pad"', 'title = "A late pad', "not TOML"),
    ],
)
def test_a_wrong_file_is_told_which_key_and_what_was_expected(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new, 1))

    with pytest.raises(StopError) as raised:
        read_incident(path)

    assert str(raised.value).startswith(f"{path}: {said}")


def test_rules_of_a_host_are_kept_in_the_spelling_that_addresses_have(tmp_path: Path) -> None:
    rules = '[scrape.hosts."News.Example"]\ndelay_s = 1\n[scrape.hosts."новости.example"]\ndelay_s = 2\n[names]'

    hosts = read_incident(written(tmp_path, GOOD.replace("[names]", rules))).hosts

    assert {name: rule.delay_s for name, rule in hosts.items()} == {
        "news.example": 1,
        host("http://новости.example"): 2,
    }


@pytest.mark.parametrize("key", ["ru", "pt-BR", "zh-Hant-TW", "fil", '"*"'])
def test_names_may_belong_to_any_language(tmp_path: Path, key: str) -> None:
    path = written(tmp_path, GOOD.replace('"*"', key))

    assert list(read_incident(path).names) == [key.strip('"')]


def test_an_unknown_incident_is_answered_with_those_that_exist() -> None:
    with pytest.raises(StopError, match=r"no incident 'nessie'.*ocean-marketing"):
        find_incident("nessie")


def test_a_file_that_is_not_text_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(StopError, match="not TOML"):
        read_incident(path)
