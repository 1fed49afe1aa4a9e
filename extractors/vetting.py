"""Which machines may be asked: public ones, and those of the sample web; judged when a socket is about to open."""

import asyncio
import contextlib
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Mapping

from aiohappyeyeballs import AddrInfoType

KNOWN_S = 60.0  # a name is not looked up again; as in Firefox
Address = tuple[str, int]
Lookup = Callable[[str, int], list[str]]

# Public in the eyes of the standard library, yet roads into other networks or no single machine.
_REFUSED_IPV4 = [ipaddress.IPv4Network(network) for network in ("192.0.0.0/24", "192.88.99.0/24")]
# Outside 2000::/3 lie loopback, private, link-local, multicast, mapped (::ffff:) and NAT64 (64:ff9b::) addresses;
# inside it Teredo and its like (2001::/23), documentation, and 6to4 (2002::/16), which wraps any IPv4 address.
_UNICAST_IPV6 = ipaddress.IPv6Network("2000::/3")
_REFUSED_IPV6 = [ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


class RefusedAddressError(OSError):
    """Nobody on the open internet lives there. The text is always the same: see Gatekeeper.socket."""

    def __init__(self) -> None:
        super().__init__("refused address")


def is_public(address: str) -> bool:
    """Return whether an IP address is one machine on the open internet."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast and not any(ip in network for network in _REFUSED_IPV4)
    return ip in _UNICAST_IPV6 and ip.is_global and not any(ip in network for network in _REFUSED_IPV6)


def system_lookup(name: str, port: int) -> list[str]:
    """Return the addresses that the system's resolver gives; raises OSError."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Gatekeeper:
    """Names to addresses, and addresses to sockets.

    With `hosts` the world is closed: those names lead to their places on loopback and no other name leads anywhere.
    Without, only public addresses get a socket. Address literals never meet a resolver, and a name may change its
    address between two look-ups; so the verdict falls in `socket`, on the address about to be connected.
    """

    def __init__(self, hosts: Mapping[str, Address], lookup: Lookup = system_lookup) -> None:
        self._hosts = hosts
        self._places = frozenset(hosts.values())
        self._lookup = lookup
        self._known: dict[str, tuple[float, list[str]]] = {}  # addresses by name, and until when (time.monotonic)

    async def places(self, host: str, port: int) -> list[AddrInfoType]:
        """Return where a name or an address literal leads, as getaddrinfo does; raises OSError."""
        if host in self._hosts:
            addresses, port = [self._hosts[host][0]], self._hosts[host][1]
        elif _is_literal(host):
            addresses = [host]
        elif self._hosts:
            raise OSError(f"{host} is not in the sample web")
        else:
            addresses = await self._looked_up(host, port)
        if not addresses:
            raise OSError(f"{host} has no address")
        return [_place(address, port) for address in addresses]

    async def _looked_up(self, host: str, port: int) -> list[str]:
        until, addresses = self._known.get(host, (0.0, []))
        if time.monotonic() >= until:
            addresses = await _off_the_loop(lambda: self._lookup(host, port))
            self._known[host] = time.monotonic() + KNOWN_S, addresses
        return addresses

    def socket(self, info: AddrInfoType) -> socket.socket:
        """Return a socket for an address; raises RefusedAddressError.

        aiohappyeyeballs tries the addresses of a name and hands out the error itself only if all of them say the same;
        so private addresses beside a public one are skipped, and a name with none but private ones is refused.
        """
        family, kind, protocol, _, place = info
        address, port = str(place[0]), int(place[1])
        if (address, port) not in self._places and not is_public(address):
            raise RefusedAddressError
        return socket.socket(family, kind, protocol)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _place(address: str, port: int) -> AddrInfoType:
    if ":" in address:
        return socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0)
    return socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port)


async def _off_the_loop(ask: Callable[[], list[str]]) -> list[str]:
    """Return what a thread of its own finds: the loop's executor would make a cancelled run wait for name servers."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def tell(addresses: list[str], error: OSError | None) -> None:
        if answer.done():
            return
        if error:
            answer.set_exception(error)
        else:
            answer.set_result(addresses)

    def work() -> None:
        addresses: list[str] = []
        problem: OSError | None = None
        try:
            addresses = ask()
        except (OSError, UnicodeError) as error:  # getaddrinfo says UnicodeError of labels that are too long
            problem = OSError(str(error))
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell, addresses, problem)

    threading.Thread(target=work, name="look-up", daemon=True).start()
    return await answer
