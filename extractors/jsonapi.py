"""A question in JSON to a server, and its reply, under one deadline and within a bound of bytes."""

import asyncio
import ipaddress
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import RetryError

if TYPE_CHECKING:
    import aiohttp

MOST_BYTES = 2_000_000  # of a reply, unpacked: a list of a hundred languages with their targets is a tenth of it
CHUNK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    status: int
    value: Any  # None where the body is no JSON
    location: str = ""  # host that it sends the asker to
    retry_after_s: float | None = None


def ask(url: str, question: dict[str, Any] | None = None, *, deadline_s: float) -> Reply:
    """Return the reply to a GET, or to a POST of the question; whatever its status.

    The deadline holds for all of it, from the look-up of the host's name to the last byte, so that a reply which drips
    ends too. Redirects are not followed: they would carry the question to somebody else.
    Raises RetryError: unreachable, timeout, too_large (more than MOST_BYTES).
    """
    import aiohttp  # noqa: PLC0415 - a fifth of a second, which commands that ask no server need not spend

    try:
        return asyncio.run(_reply(url, question, deadline_s))
    except TimeoutError:
        raise RetryError("timeout", f"no whole reply within {deadline_s:g} s") from None
    except aiohttp.ClientConnectorError as error:
        raise RetryError("unreachable", error.strerror or type(error.os_error).__name__) from None
    except (aiohttp.ClientError, OSError) as error:
        raise RetryError("unreachable", f"{type(error).__name__}: {error}"[:200]) from None


def is_loopback(url: str) -> bool:
    """Return whether the address is this machine's own."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def _reply(url: str, question: dict[str, Any] | None, deadline_s: float) -> Reply:
    import aiohttp  # noqa: PLC0415 - as above

    # a proxy, which the environment may name, cannot reach what runs on this machine
    async with (
        aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=deadline_s),
            trust_env=not is_loopback(url),
            headers={"Accept": "application/json", "Accept-Language": "en", "User-Agent": "retold"},
        ) as session,
        session.request("GET" if question is None else "POST", url, json=question, allow_redirects=False) as response,
    ):
        body = await _body(response)
        wait = response.headers.get("Retry-After", "")
        return Reply(
            status=response.status,
            value=_value(body),
            location=urlsplit(response.headers.get("Location", "")).netloc.rpartition("@")[2],
            retry_after_s=float(wait) if wait.isascii() and wait.isdigit() else None,
        )


async def _body(response: "aiohttp.ClientResponse") -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            raise RetryError("too_large", f"a reply of more than {MOST_BYTES} bytes")
    return bytes(body)


def _value(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # no JSON, no UTF-8, or nested without end
        return None
