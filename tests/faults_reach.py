"""Addresses that nobody should reach: U04 to U08 and U10 of the list of cases, as the real web would name them.

127.0.0.2 plays the open internet, and is the only address that counts as public. At 127.0.0.1, on the same port, listens
a server that must never be asked.
"""

import socket
from collections.abc import Callable, Mapping
from typing import Any

from extractors import vetting

from .faults_transport import story
from .faultserver import answer, redirect
from .faultweb import Case, World, ends, tells, waits

PUBLIC, PRIVATE = "127.0.0.2", "127.0.0.1"
REFUSED = ends("refused_address")
UNLOOKED = (".onion", ".i2p", ".local", ".internal", "localhost")


def _free_port() -> int:
    """Return a port that is free on all of loopback."""
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


PORT = _free_port()  # both servers listen on it; ports 80 and 443 may be in use, or not for us

INWARD = {
    "U04 redirects into private networks": (
        f"http://127.0.0.1:{PORT}/secret", f"http://localhost:{PORT}/secret", f"http://0.0.0.0:{PORT}/secret",
        f"http://127.8.8.8:{PORT}/secret", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://192.0.0.8/", "http://224.0.0.1/",
    ),
    "U05 redirects into private networks of IPv6": (
        f"http://[::1]:{PORT}/secret", f"http://[::ffff:127.0.0.1]:{PORT}/secret", "http://[fc00::1]/",
        "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/",
        "http://[2001::1]/", "http://[::7f00:1]/", "http://[ff02::1]/", "http://[fec0::1]/", "http://[3fff::1]/",
    ),
    "U06 redirects to numbers": (
        f"http://2130706433:{PORT}/secret", f"http://0x7f.1:{PORT}/secret", f"http://127.1:{PORT}/secret",
        f"http://017700000001:{PORT}/secret", f"http://0x7f000001:{PORT}/secret",
    ),
}  # fmt: skip


def inward(name: str, targets: tuple[str, ...]) -> Case:
    paths = [f"/{chr(ord('a') + number)}" for number in range(len(targets))]
    return Case(
        name=name,
        site={path: redirect(target) for path, target in zip(paths, targets, strict=True)},
        ends=dict.fromkeys(paths, ends("bad_address" if "numbers" in name else "refused_address")),
        asked=tuple(paths),
        port=PORT,
        also=asks_nobody_inside,
    )


def asks_nobody_inside(world: World, case: Case) -> None:
    assert world.inside is not None
    assert not world.inside.log, (case.name, world.inside.log)


def looks_up_nothing(world: World, case: Case) -> None:
    asks_nobody_inside(world, case)
    assert not [name for name in world.looked_up if name.endswith(UNLOOKED[:-1])]


REACH: tuple[Case, ...] = (
    *(inward(name, targets) for name, targets in INWARD.items()),
    Case(
        name="U04 a private address behind two public hops",
        site={"/story": redirect("/hop"), "/hop": redirect(f"http://{PRIVATE}:{PORT}/secret")},
        ends={"/story": REFUSED},
        asked=("/story", "/hop"),
        port=PORT,
        also=asks_nobody_inside,
    ),
    Case(
        name="U07 private and public addresses",
        site={"/story": story("U07 mixed")},
        ends={"/story": tells("U07 mixed")},
        port=PORT,
        also=asks_nobody_inside,
    ),
    Case(
        name="U07 private addresses only",
        site={"/story": story("U07 private")},
        ends={"/story": REFUSED},
        asked=(),
        robots=0,
        port=PORT,
        also=asks_nobody_inside,
    ),
    Case(
        name="U08 a name that moves inside",
        site={"/a": story("U08 a"), "/b": answer(b"", "500 Oops")},
        ends={"/a": tells("U08 a"), "/b": waits("http_500", 500)},
        asked=("/a", "/b", "/b", "/b"),
        healed={"/b": REFUSED},
        port=PORT,
        also=asks_nobody_inside,
    ),
    Case(
        name="U10 ports",
        site={},
        ends={f"http://u10-ports.example:{port}/story": REFUSED for port in (22, 25, 6379, 8080, 11211)},
        asked=(),
        robots=0,
        also=asks_nobody_inside,
    ),
    Case(
        name="U10 names of no public network",
        site={},
        ends={f"http://harbour{suffix}/story": REFUSED for suffix in UNLOOKED[:-1]}
        | {f"http://localhost:{PORT}/secret": REFUSED},
        asked=(),
        robots=0,
        also=looks_up_nothing,
    ),
)

# What name servers say; a list of lists is used up, its last stays.
ZONE: Mapping[str, list[list[str]]] = {
    "u07-private-and-public-addresses.example": [["10.0.0.1", PRIVATE, PUBLIC]],
    "u07-private-addresses-only.example": [["10.0.0.1", PRIVATE, "169.254.169.254"]],
    "u08-a-name-that-moves-inside.example": [[PUBLIC], [PRIVATE]],
    "localhost": [[PRIVATE]],
}


def name_server(looked_up: list[str]) -> Callable[..., list[Any]]:
    """Return a stand-in for socket.getaddrinfo: names of the zone, public otherwise; numbers as the system reads them."""
    system, zone = socket.getaddrinfo, {name: list(said) for name, said in ZONE.items()}

    def look_up(name: str, port: int, *rest: Any, **options: Any) -> list[Any]:
        looked_up.append(name)
        if not name.endswith((".example", "localhost", *UNLOOKED)):
            return system(name, port, *rest, **options)
        said = zone.get(name, [[PUBLIC]])
        addresses = said.pop(0) if len(said) > 1 else said[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return look_up


def is_public(address: str, judged: Callable[[str], bool] = vetting.is_public) -> bool:
    """Return what vetting says, but for the address that plays the open internet."""
    return address == PUBLIC or judged(address)


def only_loopback(connect: Callable[[socket.socket, Any], None] = socket.socket.connect) -> Any:
    """Return what refuses to leave this machine, in place of socket.connect."""

    def guarded(self: socket.socket, address: Any) -> None:
        assert str(address[0]).startswith("127."), f"a test tried to reach {address}"
        connect(self, address)

    return guarded
