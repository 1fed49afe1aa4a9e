"""Politeness as the servers saw it: over feeds, robots.txt, redirects, retries, sub-domains and a second run."""

from collections import defaultdict
from itertools import pairwise

import pytest

from extractors import sandbox, urls
from extractors.records import HostRule
from extractors.web import Reach

from .faults_addresses import feed
from .faults_robots import says
from .faults_transport import story
from .faultserver import FaultServer, answer, conditional, manners, redirect
from .faulttexts import tale
from .faultweb import Case, World, incident, tells
from .wronguse import read_here

pytestmark = pytest.mark.faults

DELAY_S = 0.5
JITTER_S = 0.05  # between the start of a request and its arrival
MAIN, MOBILE, OTHER = "www.harbour.example", "m.harbour.example", "www.quay.example"
RULES = says("User-agent: *\nDisallow: /private\n")
WEB = Case(
    name="manners",
    site={
        **{f"{host}/robots.txt": RULES for host in (MAIN, MOBILE, OTHER)},
        f"{MAIN}/feed": feed(f"http://{MAIN}/a", f"http://{MOBILE}/b", f"http://{MAIN}/private/c", f"http://{OTHER}/d"),
        f"{OTHER}/feed": [answer(b"", "503 Busy", Retry_After="0"), feed(f"http://{MOBILE}/e", f"http://{OTHER}/f")],
        f"{MAIN}/a": conditional(tale("manners a").encode(), '"a"'),
        f"{MOBILE}/b": redirect(f"http://{MAIN}/moved"),
        f"{MAIN}/moved": story("manners b"),
        f"{MOBILE}/e": [answer(b"", "500 Oops"), story("manners e")],
        f"{OTHER}/d": redirect(f"http://{MOBILE}/hop"),
        f"{MOBILE}/hop": redirect(f"http://{OTHER}/private/secret"),
        f"{OTHER}/f": story("manners f"),
    },
    ends={f"http://{MAIN}/a": tells("manners a")},
    feeds=(f"http://{MAIN}/feed", f"http://{OTHER}/feed"),
)


@pytest.fixture(scope="module")
def polite(tmp_path_factory: pytest.TempPathFactory) -> World:
    rule = HostRule(delay_s=DELAY_S)
    with FaultServer(WEB.pages()) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        made = World(
            folder=tmp_path_factory.mktemp("manners"),
            server=server,
            manners=manners(hosts={"harbour.example": rule, "quay.example": rule}, busy_delay_s=0.0),
            reach=Reach(hosts=dict.fromkeys((MAIN, MOBILE, OTHER), ("127.0.0.1", server.port))),
            incident=incident((WEB,)),
        )
        made.cover()
        made.cover(recheck="all")
    return made


def test_no_domain_is_asked_sooner_than_its_delay_allows(polite: World) -> None:
    starts = defaultdict(list)
    for asked in polite.server.log:
        starts[urls.registered_domain(f"http://{asked.host}/")].append(asked)
    assert {domain: len(asked) >= 7 for domain, asked in starts.items()} == {
        "harbour.example": True,
        "quay.example": True,
    }
    for domain, asked in starts.items():
        for earlier, later in pairwise(asked):
            assert later.at - earlier.at >= DELAY_S - JITTER_S, (domain, earlier.path, later.path)


def test_the_two_domains_were_asked_side_by_side(polite: World) -> None:
    log = polite.server.log
    assert sum(1 for earlier, later in pairwise(log) if later.at - earlier.at < DELAY_S / 2) >= 4


def test_no_path_is_asked_for_that_robots_txt_forbids(polite: World) -> None:
    assert not [asked.path for asked in polite.server.log if asked.path.startswith("/private")]
    forbidden = {url for url, link in polite.runs[0].links.items() if link["reason"] == "robots_disallowed"}
    assert forbidden == {f"http://{MAIN}/private/c", f"http://{OTHER}/d"}


def test_rules_come_before_anything_else(polite: World) -> None:
    for host in (MAIN, MOBILE, OTHER):
        assert next(asked.path for asked in polite.server.log if asked.host == host) == "/robots.txt"


def test_whoever_looks_at_his_log_can_tell_who_asked(polite: World) -> None:
    agents = {asked.headers["user-agent"] for asked in polite.server.log}
    assert len(agents) == 1
    assert "mailto:desk@retold.example" in agents.pop()
