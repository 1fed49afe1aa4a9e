"""Misbehaving servers and files, each named by its id in the list of cases: T, U, R and C, 68 of them."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from urllib.parse import quote

import pytest

from extractors import sandbox, urls
from extractors.records import SourceSpec
from extractors.web import Reach

from .authority import Authority
from .faults_addresses import ADDRESSES, PAGES_PER_HOST
from .faults_archives import ARCHIVES
from .faults_content import CONTENT
from .faults_reach import PORT, PRIVATE, PUBLIC, REACH, is_public, name_server, only_loopback
from .faults_robots import HOPS, ROBOTS
from .faults_transport import BUSY_DELAY_S, CERTIFIED, DEAD, DEADLINE_S, TRANSPORT, served_by_tls
from .faultserver import NO_SUCH_TLS, FaultServer, answer, manners
from .faultweb import DAY_S, HOUR_S, SECRET, Case, World, check, incident, ledger_of, parameters
from .wronguse import read_here

# Three runs over all cases come before the first of them, and machines may be busy.
pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

CASES = (*DEAD, *CERTIFIED, *TRANSPORT, *ADDRESSES, *ROBOTS, *CONTENT)
IDS = {
    f"{group}{number:02}"
    for group, last in {"T": 26, "U": 13, "R": 11, "C": 18}.items()
    for number in range(1, last + 1)
}
LEFT_OUT = {
    "T20": "resets and farewells of HTTP/2: Retold speaks HTTP/1.1 only, and offers nothing else in its handshakes",
}
# Held to, but not in every word of the list: what it asks for, and what happens instead.
OTHERWISE = {
    "U01": "every address of a chain recorded: only the one where it ended is",
    "R03": "the last good copy of the rules used: the link waits, which is stricter",
    "R10": "hosts that ask for more than 300 s skipped: they are asked every 300 s",
}
MANNERS = manners(deadline_s=DEADLINE_S, retry_delay_s=0.02, busy_delay_s=BUSY_DELAY_S, page_bytes=16_000_000)


def sites(cases):
    return {place: does for case in cases for place, does in case.pages().items()}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The faults of all cases at once, and three runs: at first, hours after all is mended, and the next day."""
    folder = tmp_path_factory.mktemp("faults")
    authority = Authority(folder)
    served = sites(CASES) | HOPS
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        server, proxy = stack.enter_context(FaultServer(served)), stack.enter_context(FaultServer())
        places = dict.fromkeys({place.partition("/")[0] for place in served}, ("127.0.0.1", server.port))
        for host, certificate in served_by_tls(authority, folder).items():
            behind = FaultServer(served, server.log, certificate=certificate, to_handshakes=NO_SUCH_TLS)
            places[host] = ("127.0.0.1", stack.enter_context(behind).port)
        closed = stack.enter_context(socket.socket())
        closed.bind(("127.0.0.1", 0))  # and nobody listens
        places["t01-connection-refused.example"] = closed.getsockname()
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            patch.setenv(name, f"http://clerk:{SECRET}@127.0.0.1:{proxy.port}")
        trusting = ssl.create_default_context(cafile=authority.file)
        patch.setattr("extractors.wire.trust", lambda: trusting)
        patch.setattr("extractors.robots.LONGEST_DELAY_S", 1.0)  # or R10's delay of ages would last five minutes
        made = World(
            folder=folder,
            server=server,
            proxy=proxy,
            manners=MANNERS,
            reach=Reach(hosts=places),
            incident=incident(CASES, pages_per_host=PAGES_PER_HOST),
        )
        made.cover()
        server.sites |= {case.host + path: does for case in CASES for path, does in case.healthy.items()}
        made.cover(later_s=2.5 * HOUR_S)
        made.cover(later_s=DAY_S + 3 * HOUR_S, recheck="none")
        yield made


@pytest.mark.parametrize("case", parameters(CASES))
def test_case(world: World, case: Case) -> None:
    ended_as_told(world, case)


def ended_as_told(world: World, case: Case) -> None:
    held = world.runs[0]
    check(case, held, case.ends)
    assert held.paths(case.host) == case.asked
    assert sum(asked.path == "/robots.txt" for asked in held.asked(case.host)) == case.robots
    lasting = {path: end for path, end in {**case.ends, **case.healed}.items() if end.stage != "discover"}
    check(case, world.runs[1], lasting)
    if case.also:
        case.also(world, case)


def test_the_ledger_holds_every_address_of_the_table_and_no_other(world: World) -> None:
    told = {key: count for key, count in world.runs[0].ledger.items() if key[0] != "deduplicate"}  # no addresses

    assert told == ledger_of(end for case in CASES for end in case.ends.values())


def test_nothing_was_asked_for_that_robots_txt_forbids(world: World) -> None:
    closed = {url for held in world.runs for url, link in held.links.items() if link["reason"] == "robots_disallowed"}
    assert closed
    assert not [asked for asked in world.server.log if f"http://{asked.host}{asked.path}" in closed]


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The real web as far as addresses go, with a server inside a private network; two runs."""
    server = FaultServer(sites(REACH), address=PUBLIC, port=PORT)
    inside = FaultServer(dict.fromkeys(("/secret", "/a", "/b", "/story"), answer()), address=PRIVATE, port=PORT)
    made = World(
        folder=tmp_path_factory.mktemp("outside"),
        server=server,
        inside=inside,
        manners=MANNERS,
        reach=Reach(),
        incident=incident(REACH),
    )
    with server, inside, pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", name_server(made.looked_up))
        patch.setattr(socket.socket, "connect", only_loopback())
        patch.setattr("extractors.vetting.is_public", is_public)
        patch.setattr(sandbox, "work_off", read_here)
        patch.setitem(urls.DEFAULT_PORTS, "test", PORT)
        made.cover()
        made.cover(later_s=2.5 * HOUR_S)
    return made


@pytest.mark.parametrize("case", parameters(REACH))
def test_address(outside: World, case: Case) -> None:
    ended_as_told(outside, case)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A run over a folder of damaged archives."""
    folder = tmp_path_factory.mktemp("archives")
    for name, archive in ARCHIVES.items():
        (folder / f"{name}.warc.gz").write_bytes(archive.data)
    given = SourceSpec(kind="files", options={"paths": ["."]}, folder=folder)
    made = World(
        folder=tmp_path_factory.mktemp("read"),
        server=FaultServer(),
        manners=MANNERS,
        reach=Reach(hosts={"unused.example": ("127.0.0.1", 1)}),
        incident=replace(incident(()), sources=(given,)),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "work_off", read_here)
        made.cover()
    return made


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive(archives: World, name: str) -> None:
    held, archive = archives.runs[0], ARCHIVES[name]
    places = {url: link for url, link in held.links.items() if quote(name) in url}
    assert sorted(link["alias_of"] for link in places.values()) == sorted(archive.tells)
    assert all(held.links[url]["row"] == ("publish", "article", "") for url in archive.tells)
    why = [f"{reason}: {detail}" for at, reason, detail in held.drops if quote(name) in at]
    assert [archive.lost in said for said in why] == [True] * bool(archive.lost)
    assert sum(held.ledger.values()) == len(held.links) + len(held.drops)


def test_every_case_of_the_list_is_held_to_or_left_out_with_its_reason() -> None:
    names = [*(case.name for case in (*CASES, *REACH)), *ARCHIVES]
    assert {name.partition(" ")[0] for name in names} == IDS - LEFT_OUT.keys()
    assert len(names) == len(set(names))
    assert OTHERWISE.keys() <= IDS - LEFT_OUT.keys()
    assert all((*LEFT_OUT.values(), *OTHERWISE.values()))
