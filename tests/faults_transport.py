"""What goes wrong between two machines: T01 to T26 of the list of cases."""

import ssl
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import reduce
from itertools import pairwise
from pathlib import Path

from .authority import Authority, self_signed
from .faultserver import (
    Headers,
    answer,
    brotli_bomb,
    chunked,
    dripping,
    endless,
    gzip_bomb,
    gzipped,
    late,
    redirect,
    silent,
    then_close,
    then_reset,
    zstd_bomb,
)
from .faulttexts import tale
from .faultweb import DAY_S, Case, End, World, carries_nothing, ends, leads, tells, told, waits

BOMB_MEGABYTES = 64
BUSY_DELAY_S = 0.5  # of these runs; a real one leaves a busy host alone for half a minute
DEADLINE_S = 3.0  # of these runs, too
THRICE = ("/story",) * 3
TWICE = THRICE[:2]  # whoever keeps a slot for the whole deadline gets no third
SLOW_S = 0.6
LONG = tale("LONG" * 2000)  # larger than what travels in one piece


def story(name: str, **headers: str) -> bytes:
    """Return a good answer whose text is known again by the name of the case."""
    return answer(tale(name).encode(), **headers)


def _page(name: str) -> bytes:
    return tale(name).encode()


def _packed_five_times(body: bytes) -> bytes:
    return reduce(lambda packed, _: gzipped(packed), range(5), body)


def fault(name: str, broken: object, end: End, asked: tuple[str, ...] = ("/story",), **more: object) -> Case:
    """Return a case of one address; when it waits, a second run finds the host healed."""
    healed: Mapping[str, End] = {"/story": tells(name)} if end.outcome == "waiting" and end.wait_s != DAY_S else {}
    healthy = {"/story": story(name)} if healed else {}
    given = {"healed": healed, "healthy": healthy, **more}
    return Case(name=name, site={"/story": broken}, ends={"/story": end}, asked=asked, **given)  # type: ignore[arg-type]


def ends_in_time(world: World, case: Case) -> None:
    """Assert that no visit outlived the deadline, however the server dragged it out."""
    visit = world.runs[0].visits[case.url("/story")]
    assert DEADLINE_S <= visit["duration_s"] < 2 * DEADLINE_S


def asks_apart(seconds: float, first: str = "/a") -> Callable[[World, Case], None]:
    """Return a check that nothing was asked for that many seconds after an answer which was too busy."""

    def check(world: World, case: Case) -> None:
        starts = [(asked.path, asked.at) for asked in world.runs[0].asked(case.host)]
        gap = next(later - at for (path, at), (_, later) in pairwise(starts) if path == first)
        assert gap >= seconds * 0.95

    return check


def keeps_its_pace(world: World, case: Case) -> None:
    """Assert that quick errors did not make up for a slow page, as a quick page does."""
    starts = {asked.path: asked.at for asked in world.runs[0].asked(case.host)}
    assert all(starts[later] - starts[earlier] >= SLOW_S * 0.9 for earlier, later in pairwise(("/a", "/b", "/c", "/d")))


def certified(name: str, end: End, **more: object) -> Case:
    """Return a case of a host with TLS; who its certificate is from stands in `served_by_tls`."""
    return Case(name=name, site={"/story": story(name)}, ends={"/story": end}, scheme="https", **more)  # type: ignore[arg-type]


def not_trusted(name: str, detail: str) -> Case:
    return certified(name, waits("tls", detail=detail, wait_s=DAY_S), asked=(), robots=0)


def served_by_tls(authority: Authority, folder: Path) -> dict[str, ssl.SSLContext | None]:
    """Return what each of those hosts has to show."""
    host = {case.name: case.host for case in CERTIFIED}
    return {
        host["T21 TLS of old"]: None,
        host["T21 certificate in order"]: authority.serving(host["T21 certificate in order"]),
        host["T21 certificate expired"]: authority.serving(host["T21 certificate expired"], days=-1),
        host["T21 certificate for another name"]: authority.serving("someone-else.example"),
        host["T21 certificate self-signed"]: self_signed(folder, host["T21 certificate self-signed"]),
    }


def asks_no_proxy(world: World, case: Case) -> None:  # noqa: ARG001
    assert world.proxy is not None
    assert not world.proxy.log


def rests(world: World, case: Case) -> None:
    """Assert that a host that is left alone was left alone by all its links."""
    assert {world.runs[0].links[case.url(path)]["reason"] for path in ("/b", "/c")} == {"host_down"}


def date_in_two_hours(_headers: Headers) -> bytes:
    moment = datetime.now(UTC) + timedelta(hours=2)
    return answer(b"", "429 Too Many Requests", Retry_After=format_datetime(moment, usegmt=True))


def _dead(name: str, detail: str) -> Case:
    paths = [f"/{letter}" for letter in "abcdefgh"]
    return Case(
        name=name,
        site={},
        ends=dict.fromkeys(paths[:5], waits("unreachable", detail=detail))
        | dict.fromkeys(paths[5:], waits("host_down", detail=detail)),
        asked=(),
        robots=0,
    )


DEAD = (
    _dead("T01 connection refused", ""),
    _dead("T01 no such name", ""),
)

CERTIFIED = (
    certified("T21 certificate in order", tells("T21 certificate in order")),
    not_trusted("T21 certificate expired", "expired"),
    not_trusted("T21 certificate for another name", "match"),
    not_trusted("T21 certificate self-signed", "self-signed"),
    not_trusted("T21 TLS of old", "protocol"),
    not_trusted("T21 no TLS", "version"),
)

TRANSPORT: tuple[Case, ...] = (
    fault("T02 reset before any byte", then_reset(b""), waits("unreachable"), THRICE),
    fault("T02 closed before any byte", then_close(b""), waits("unreachable"), THRICE),
    fault(
        "T02 closed once",
        [then_close(b""), story("T02 closed once")],
        tells("T02 closed once"),
        ("/story", "/story"),
    ),
    fault("T03 reset in the body", then_reset(answer(LONG.encode())[:-200]), waits("truncated", 200), THRICE),
    fault(
        "T04 Content-Length beyond the body",
        then_close(answer(_page("T04"), length=len(_page("T04")) + 1)),
        waits("truncated", 200),
        THRICE,
    ),
    fault(
        "T05 Content-Length short of the body",
        then_close(answer(_page("T05") + b"<p>Junk beyond the length</p>" * 50, length=len(_page("T05")))),
        tells("T05"),
    ),
    fault(
        "T06 two Content-Lengths",
        then_close(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + story("T06").partition(b"\r\n")[2]),
        ends("bad_answer"),
    ),
    fault(
        "T07 Content-Length and chunks",
        then_close(chunked(_page("T07"), Content_Length="3")),
        tells("T07"),
    ),
    fault("T08 Content-Length abc", then_close(answer(_page("T08"), Content_Length="abc")), ends("bad_answer")),
    fault("T08 Content-Length negative", then_close(answer(_page("T08"), Content_Length="-5")), ends("bad_answer")),
    fault("T09 chunk cut", then_close(chunked(_page("T09"))[:-300]), waits("truncated", 200), THRICE),
    fault("T09 chunks without end", then_close(chunked(_page("T09"), end=b"")), waits("truncated", 200), THRICE),
    fault(
        "T09 chunk of a bad length",
        then_close(answer(b"zz\r\nhello\r\n0\r\n\r\n", Content_Length="", Transfer_Encoding="chunked")),
        ends("bad_answer", 200),
    ),
    fault(
        "T10 gzip cut",
        answer(gzipped(LONG.encode())[:-60], Content_Encoding="gzip"),
        waits("truncated", 200, "ends early"),
        THRICE,
    ),
    fault("T11 text called gzip", answer(_page("T11 text"), Content_Encoding="gzip"), tells("T11 text")),
    fault("T11 noise called gzip", answer(bytes(range(256)) * 20, Content_Encoding="gzip"), ends("bad_answer", 200)),
    fault("T12 gzip twice", answer(gzipped(gzipped(_page("T12"))), Content_Encoding="gzip, gzip"), tells("T12")),
    fault(
        "T12 gzip five times",
        answer(_packed_five_times(_page("T12 five")), Content_Encoding=", ".join(["gzip"] * 5)),
        tells("T12 five"),
    ),
    fault(
        "T12 gzip 200 times",
        answer(gzipped(_page("T12")), Content_Encoding=", ".join(["gzip"] * 200)),
        ends("bad_answer", 200, "content encoding"),
    ),
    fault("T13 gzip bomb", answer(gzip_bomb(BOMB_MEGABYTES), Content_Encoding="gzip"), ends("too_large", 200)),
    fault("T13 brotli bomb", answer(brotli_bomb(BOMB_MEGABYTES), Content_Encoding="br"), ends("too_large", 200)),
    fault("T13 zstd bomb", answer(zstd_bomb(BOMB_MEGABYTES), Content_Encoding="zstd"), ends("too_large", 200)),
    fault("T14 endless body", endless(answer(b"", Content_Length="")), ends("too_large", 200)),
    fault(
        "T15 body a byte at a time",
        dripping(answer(b"", length=1000)),
        waits("timeout"),
        TWICE,
        also=ends_in_time,
    ),
    fault(
        "T15 headers a byte at a time",
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        waits("timeout"),
        TWICE,
        also=ends_in_time,
    ),
    fault("T16 silence", silent(), waits("timeout"), TWICE, also=ends_in_time),
    fault("T17 header of 2 MB", then_close(story("T17", X_Big="a" * 2_000_000)), ends("bad_answer")),
    fault(
        "T17 20,000 headers",
        then_close(story("T17").replace(b"\r\n", b"\r\n" + b"".join(b"X-%d: v\r\n" % n for n in range(20_000)), 1)),
        ends("bad_answer"),
    ),
    fault(
        "T17 line that is no header",
        then_close(story("T17").replace(b"\r\n", b"\r\nNoColonHere\r\n", 1)),
        ends("bad_answer"),
    ),
    fault("T17 status banana", then_close(b"HTTP/1.1 banana\r\n\r\n" + _page("T17")), ends("bad_answer")),
    fault("T17 HTTP 0.9", then_close(_page("T17")), ends("bad_answer")),
    fault(
        "T18 early hints",
        b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n" + story("T18"),
        tells("T18"),
    ),
    fault("T19 no content", answer(b"", "204 No Content", Content_Length=""), ends("http_204", 204)),
    fault("T19 no content, with a body", then_close(answer(_page("T19"), "204 No Content")), ends("http_204", 204)),
    Case(
        name="T22 password of a proxy",
        site={"/story": redirect("http://t22-else.example/next"), "t22-else.example/next": story("T22")},
        ends={"/story": leads("http://t22-else.example/next"), "http://t22-else.example/next": told("T22")},
        links=("/story",),
        also=carries_nothing,
    ),
    Case(
        name="T23 Retry-After in seconds",
        site={
            "/a": [answer(b"", "429 Too Many Requests", Retry_After="1"), story("T23 a")],
            "/b": story("T23 b"),
        },
        ends={"/a": tells("T23 a"), "/b": tells("T23 b")},
        asked=("/a", "/b", "/a"),
        also=asks_apart(1.0),
    ),
    Case(
        name="T23 Retry-After as a date",
        site={"/a": date_in_two_hours, "/b": story("T23 b"), "/c": story("T23 c")},
        ends={"/a": waits("http_429", 429, wait_s=7200)}
        | dict.fromkeys(("/b", "/c"), waits("host_down", detail="left alone", wait_s=7200)),
        asked=("/a",),
        also=rests,
        healed={f"/{one}": tells(f"T23 {one}") for one in "abc"},
        healthy={f"/{one}": story(f"T23 {one}") for one in "abc"},
    ),
    fault(
        "T23 Retry-After of three years",
        answer(b"", "503 Service Unavailable", Retry_After="99999999"),
        waits("http_503", 503, wait_s=DAY_S),
    ),
    Case(
        name="T24 busy without a Retry-After",
        site={"/a": [answer(b"", "429 Too Many Requests"), story("T24 a")], "/b": story("T24 b")},
        ends={"/a": tells("T24 a"), "/b": tells("T24 b")},
        asked=("/a", "/b", "/a"),
        also=asks_apart(BUSY_DELAY_S),
    ),
    Case(
        name="T24 five errors in a row",
        site=dict.fromkeys((f"/{letter}" for letter in "abcdefgh"), answer(b"", "500 Oops")),
        ends=dict.fromkeys((f"/{letter}" for letter in "abcde"), waits("http_500", 500))
        | dict.fromkeys((f"/{letter}" for letter in "fgh"), waits("host_down", detail="5 failures in a row")),
        asked=tuple(f"/{letter}" for letter in "abcde"),
        healed={f"/{letter}": tells(f"T24 {letter}") for letter in "abcdefgh"},
        healthy={f"/{letter}": story(f"T24 {letter}") for letter in "abcdefgh"},
    ),
    Case(
        name="T26 quick errors",
        site={"/a": late(story("T26 a"), SLOW_S), "/e": story("T26 e"), "/f": story("T26 f")},
        ends={"/a": tells("T26 a"), "/e": tells("T26 e"), "/f": tells("T26 f")}
        | dict.fromkeys(("/b", "/c", "/d"), ends("http_404", 404)),
        asked=("/a", "/b", "/c", "/d", "/e", "/f"),
        also=keeps_its_pace,
    ),
    *(
        fault(f"T25 status {status}", answer(b"", f"{status} Maybe Later"), waits(f"http_{status}", status), THRICE)
        for status in (408, 429, 500, 502, 503, 504, 522, 524)
    ),
    *(
        fault(f"T25 status {status}", answer(_page("T25"), f"{status} So Be It"), ends(f"http_{status}", status))
        for status in (400, 404, 410, 451, 501)
    ),
)
