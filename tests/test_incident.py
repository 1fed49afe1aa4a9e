"""What an incident file may say. What is said to one that is wrong: test_bad_incident.py."""

from pathlib import Path

import pytest

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
    assert incident.pages_per_host == 500
    assert incident.engines == ("google", "apertium")
    assert incident.sources[0].options == {"urls": ["https://one.example/"]}
    assert incident.sources[0].folder == tmp_path


def test_of_a_single_name_one_is_asked_for(tmp_path: Path) -> None:
    alone = written(tmp_path, GOOD.replace(', "Talon Pad"', ""))

    assert read_incident(alone).names_at_least == 1


def test_every_incident_that_is_shipped_can_be_read() -> None:
    assert [read_incident(path).title for path in INCIDENTS.glob("*.toml")]


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


def test_a_glossary_belongs_to_a_language_or_to_any(tmp_path: Path) -> None:
    tables = '[glossary.fr]\n"manette" = "controller"\n[glossary."*"]\n"Морские Огни" = "Sea Lights"\n[names]'

    incident = read_incident(written(tmp_path, GOOD.replace("[names]", tables)))

    assert incident.glossary == {"fr": {"manette": "controller"}, "*": {"Морские Огни": "Sea Lights"}}
    assert read_incident(written(tmp_path, GOOD)).glossary == {}


def test_an_incident_is_named_by_its_slug_or_by_the_path_of_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    other = path.rename(path.with_suffix(".TOML"))

    assert find_incident(str(other)) == other
    assert find_incident("ocean-marketing") == INCIDENTS / "ocean-marketing.toml"


def test_a_text_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n"))

    assert read_incident(path).title == "A late pad"


def test_a_title_may_be_in_any_script_with_joiners_and_wide_spaces(tmp_path: Path) -> None:
    for title in ("می‌خواهم", "渡し船　の話", "Bord\u00a0: «\u202fnon\u202f»"):
        assert read_incident(written(tmp_path, GOOD.replace("A late pad", title))).title == title
