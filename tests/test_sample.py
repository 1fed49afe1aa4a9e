"""The bundled sample web: what it holds, what is found in it, and that nobody looks into the truth."""

import json
import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from flows.incident import read_incident
from flows.truthfile import gaps

from .smallweb import Found, cover

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "flows" / "incidents" / "sample"
KNOWN_DIFFERENCES = Path(__file__).parent / "sample_differences.txt"
LINKS = tomllib.loads((SAMPLE / "truth.toml").read_text(encoding="utf-8"))["links"]
ARTICLES = [link for link in LINKS if link.get("outcome") == "article"]


def test_the_sample_is_as_wide_as_the_readme_says() -> None:
    languages = {link["language"] for link in ARTICLES}

    assert len(ARTICLES) >= 90
    assert len({link["outlet"] for link in ARTICLES if "outlet" in link}) >= 80
    assert languages >= {"en", "fr", "de", "es", "it", "pt", "ru", "ar", "he", "zh-Hans", "zh-Hant", "ja", "ko"}


def test_everything_in_the_sample_is_made_up() -> None:
    hosts = tomllib.loads((SAMPLE / "hosts.toml").read_text(encoding="utf-8"))

    assert [host for host in hosts if not host.endswith(".example")] == []


def test_truth_names_every_page_and_contradicts_itself_nowhere() -> None:
    assert gaps(SAMPLE) == []


@pytest.mark.parametrize(
    "reason",
    ["off_topic", "http_404", "http_410", "soft_404", "paywall", "consent_wall", "bot_wall", "needs_js", "listing",
     "too_short", "not_html", "robots_disallowed", "robots_unreachable", "unreachable", "redirect_loop", "review"],
)  # fmt: skip
def test_the_sample_has_every_way_to_be_no_article(reason: str) -> None:
    assert reason in {link.get("reason") for link in LINKS}


@pytest.mark.parametrize("encoding", ["cp1251", "shift_jis"])
def test_a_page_of_the_sample_is_in_an_old_encoding(encoding: str) -> None:
    def is_written_in(page: Path) -> bool:
        body = page.read_bytes()
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return encoding.replace("cp", "windows-") in body[:1000].decode("ascii", "replace").lower()
        return False

    assert any(map(is_written_in, SAMPLE.glob("pages/*/*.html")))


def differences(output: Path) -> list[str]:
    said = (output / "said.txt").read_text(encoding="utf-8")
    return [line for line in said.splitlines() if line.startswith("differs")]


def test_the_demo_finds_all_that_is_true_but_what_is_known_to_be_missed(output: Path) -> None:
    """Every line there is a weakness with a name. A line that is gone is good news: delete it."""
    known = [line for line in KNOWN_DIFFERENCES.read_text(encoding="utf-8").splitlines() if line.startswith("differs")]

    assert Counter(differences(output)) == Counter(known)


def test_one_demo_covers_at_both_positions_of_the_clock(output: Path) -> None:
    found = Found(output / "sample")

    assert found.rows("SELECT count(*) FROM core.runs WHERE state = 'done'") == [(2,)]
    assert found.rows("SELECT max(version) FROM versions") == [(2,)]


@pytest.mark.slow
def test_the_same_is_found_where_no_truth_lies_and_then_nothing_more(output: Path, tmp_path: Path) -> None:
    """No stage can have looked at it; nor does it matter whether Prefect runs the batches."""
    sample = tmp_path / "sample"
    shutil.copytree(SAMPLE, sample, ignore=shutil.ignore_patterns("truth.toml"))
    incident = read_incident(sample / "incident.toml", "sample")
    cover(sample, incident, tmp_path)
    found = cover(sample, incident, tmp_path, recheck="all", clock=1)
    again = cover(sample, incident, tmp_path, recheck="all", clock=1)

    assert found.views() == Found(output / "sample").views()
    assert again.views() == found.views()
    asked = [json.loads(line) for line in again.log[len(found.log) :]]
    assert {line["host"] for line in asked if line["status"] == 200 and line["bytes"]} <= without_etag()


def without_etag() -> set[str]:
    """Return the hosts of the sample that cannot say whether a page has changed."""
    hosts = tomllib.loads((SAMPLE / "hosts.toml").read_text(encoding="utf-8"))
    return {host for host, paths in hosts.items() if not all(answer.get("etag", True) for answer in paths.values())}


def test_whoever_is_said_to_retell_is_not_dated_before_the_source() -> None:
    days = {link["url"]: str(link["published"])[:10] for link in LINKS if link.get("published", "none") != "none"}
    told = [(link["url"], one) for link in LINKS for one in (link, *link.get("relations", ()))]
    known = [
        (days[url], days[one["of_url"]])
        for url, one in told
        if one.get("direction") == "known" and {url, one.get("of_url")} <= days.keys()
    ]

    assert len(known) >= 30
    assert [pair for pair in known if pair[0] < pair[1]] == []
