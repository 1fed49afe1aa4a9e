"""Which machines may be asked: public ones, and those of the sample web; judged when a socket is about to open."""

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping

from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult

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


class Gatekeeper(AbstractResolver):
    """Names to addresses, and addresses to sockets, for aiohttp.

    With `hosts` the world is closed: those names lead to their places on loopback and no other name leads anywhere.
    Without, only public addresses get a socket. Address literals never meet a resolver, and a name may change its
    address between two look-ups; so the verdict falls in `socket`, on the address about to be connected.
    """

    def __init__(self, hosts: Mapping[str, Address], lookup: Lookup = system_lookup) -> None:
        self._hosts = hosts
        self._places = frozenset(hosts.values())
        self._lookup = lookup

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,
    ) -> list[ResolveResult]:
        """Return where a name leads; raises OSError."""
        if host in self._hosts:
            addresses, port = [self._hosts[host][0]], self._hosts[host][1]
        elif self._hosts:
            raise OSError(f"{host} is not in the sample web")
        else:
            addresses = await _off_the_loop(lambda: self._lookup(host, port))
        if not addresses:  # aiohttp takes it for granted that there is one
            raise OSError(f"{host} has no address")
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
            for address in addresses
        ]

    def socket(self, info: AddrInfoType) -> socket.socket:
        """Return a socket for an address; raises RefusedAddressError.

        aiohttp tries the addresses of a name one by one and hands out the error itself only if all of them say the
        same; so private addresses beside a public one are skipped, and a name with none but private ones is refused.
        """
        family, kind, protocol, _, place = info
        address, port = str(place[0]), int(place[1])
        if (address, port) not in self._places and not is_public(address):
            raise RefusedAddressError
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Nothing is held."""


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
