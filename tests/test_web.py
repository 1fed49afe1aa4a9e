import asyncio
import gzip
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

import brotli
import pytest
from yarl import URL

from extractors import urls, vetting, web, wire
from extractors.answers import REFUSAL_BYTES, Held
from extractors.errors import StopError
from extractors.records import HostRule
from extractors.responses import Head, Response
from extractors.vetting import Gatekeeper, RefusedAddressError, is_public
from extractors.web import Client, Manners, Reach

from .authority import self_signed
from .faultserver import (
    PAGE,
    FaultServer,
    answer,
    brotli_bomb,
    chunked,
    conditional,
    dripping,
    endless,
    gzip_bomb,
    gzipped,
    late,
    manners,
    redirect,
    silent,
    then_close,
    then_reset,
)

HOST = "news.example"


@pytest.fixture
def server():
    with FaultServer() as running:
        yield running


def leads_to(*addresses):
    """A look-up that finds the same addresses for every name."""
    return lambda _name, _port: list(addresses)


def get(server, url="/a", *, reach=None, lookup=None, held=None, **changed):
    """The page, after one fetch by a client of its own."""

    async def one():
        world = server.reach(HOST, "other.example") if reach is None else reach
        extra = {"lookup": lookup} if lookup else {}
        async with Client(manners(**changed), world, **extra) as client:
            return await client.get(url if "://" in url else f"http://{HOST}{url}", held=held)

    return asyncio.run(one()).page


def test_a_page_comes_with_all_that_is_said_of_it(server):
    server.sites["/a"] = answer(
        ETag='"7"', Last_Modified="Mon, 26 Dec 2011 10:00:00 GMT", X_Robots_Tag="noarchive", TDM_Reservation="1"
    )
    page = get(server)
    assert (page.status, page.reason, page.body) == (200, None, PAGE)
    assert page.body_sha256 == sha256(PAGE).hexdigest()
    assert page.content_type == "text/html; charset=utf-8"
    assert (page.etag, page.last_modified) == ('"7"', "Mon, 26 Dec 2011 10:00:00 GMT")
    assert page.rights == ("X-Robots-Tag: noarchive", "TDM-Reservation: 1")
    assert page.url == page.final_url == f"http://{HOST}/a"


def test_site_owners_can_tell_who_asks(server):
    get(server)
    agent = server.log[0].headers["user-agent"]
    assert agent.startswith("Retold/")
    assert agent.endswith("(+mailto:desk@retold.example)")


def test_no_cookie_is_ever_sent_back(server):
    server.sites["/a"] = answer(b"", "302 Found", Location="/b", Set_Cookie="a=1")
    server.sites["/b"] = answer()
    assert get(server).body == PAGE
    assert all("cookie" not in asked.headers for asked in server.log)


def test_a_proxy_in_the_environment_is_not_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.sites["/a"] = answer()
    assert get(server).body == PAGE


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzipped),
        ("x-gzip", gzipped),
        ("GZIP", gzipped),
        ("gzip", lambda body: gzipped(body[:100]) + gzipped(body[100:])),
        ("gzip", lambda body: gzipped(body) + bytes(512)),
        ("gzip", lambda body: gzipped(body) + b"\x1f not a member"),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
        ("gzip, gzip", lambda body: gzipped(gzipped(body))),
        ("identity", lambda body: body),
    ],
)
def test_a_body_is_decoded_as_it_was_coded(server, coding, encode):
    server.sites["/a"] = answer(encode(PAGE * 50), Content_Encoding=coding)
    page = get(server)
    assert (page.reason, page.body) == (None, PAGE * 50)


def test_an_empty_body_is_whole_whatever_its_coding(server):
    server.sites["/a"] = answer(b"", Content_Encoding="gzip")
    assert (get(server).reason, get(server).body) == (None, b"")


@pytest.mark.parametrize("cut", [1, 8, 9, 60])
def test_a_cut_gzip_stream_is_no_page(server, cut):
    server.sites["/a"] = answer(gzipped(PAGE * 50)[:-cut], Content_Encoding="gzip")
    page = get(server)
    assert (page.reason, page.body, page.body_sha256) == ("truncated", b"", None)
    assert page.retry_after_s


@pytest.mark.parametrize(
    ("coding", "encode"),
    [("deflate", zlib.compress), ("br", brotli.compress), ("deflate", lambda body: zlib.compress(body)[2:-4])],
)
def test_no_cut_stream_is_a_page(server, coding, encode):
    server.sites["/a"] = answer(encode(PAGE * 50)[:-9], Content_Encoding=coding)
    assert get(server).reason == "truncated"


@pytest.mark.parametrize(
    "broken",
    [
        then_close(answer(PAGE, length=len(PAGE) + 1)),
        then_reset(answer(PAGE, length=len(PAGE) + 1)),
        then_close(chunked(PAGE, end=b"")),
        then_close(chunked(PAGE)[:-8]),
    ],
)
def test_a_body_that_breaks_off_is_no_page(server, broken):
    server.sites["/a"] = broken
    page = get(server)
    assert (page.reason, page.body) == ("truncated", b"")


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"this is no gzip at all"),
        ("br", b"\xff" * 100),
        ("zstd", b"this is no frame at all"),
        ("rot13", b"uryyb"),
        (", ".join(["gzip"] * 200), gzipped(PAGE)),
    ],
)
def test_a_coding_that_lies_or_is_unknown_is_a_bad_answer(server, coding, body):
    server.sites["/a"] = answer(body, Content_Encoding=coding)
    page = get(server)
    assert (page.reason, page.retry_after_s) == ("bad_answer", None)


@pytest.mark.parametrize(("coding", "bomb"), [("gzip", gzip_bomb), ("br", brotli_bomb)])
def test_a_bomb_is_stopped_at_the_cap_on_decoded_bytes(server, coding, bomb):
    server.sites["/a"] = answer(bomb(50), Content_Encoding=coding)
    tracemalloc.start()
    page = get(server, page_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (page.reason, page.body, page.retry_after_s) == ("too_large", b"", None)
    assert peak < 10_000_000


def test_a_bomb_inside_a_bomb_is_stopped_too(server):
    server.sites["/a"] = answer(gzipped(gzip_bomb(50)), Content_Encoding="gzip, gzip")
    assert get(server, page_bytes=1_000_000).reason == "too_large"


def test_a_coding_that_never_yields_anything_is_stopped(server):
    nothing = zlib.compressobj(wbits=31)
    start = nothing.compress(b"") + nothing.flush(zlib.Z_FULL_FLUSH)
    server.sites["/a"] = dripping(
        answer(start, Content_Length="", Content_Encoding="gzip"), b"\x00\x00\x00\xff\xff" * 20_000, 0
    )
    assert get(server, page_bytes=1_000_000).reason == "too_large"


def test_an_endless_body_is_stopped_at_the_cap(server):
    server.sites["/a"] = endless(answer(b"", Content_Length=""))
    assert get(server, page_bytes=1_000_000).reason == "too_large"


def test_a_body_of_just_the_cap_is_a_page(server):
    server.sites["/a"] = answer(b"x" * 1000)
    assert get(server, page_bytes=1000).reason is None
    assert get(server, page_bytes=999).reason == "too_large"


@pytest.mark.parametrize(
    "slow", [dripping(answer(b"", length=1000)), dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "), silent()]
)
def test_the_deadline_is_over_the_whole_page_not_each_byte(server, slow):
    server.sites["/a"] = slow
    page = get(server, deadline_s=0.3)
    assert page.reason == "timeout"
    assert page.retry_after_s
    assert 0.3 <= page.duration_s < 1.5


def test_the_deadline_is_over_all_redirects_together(server):
    server.sites |= {f"/{n}": late(redirect(f"/{n + 1}"), 0.1) for n in range(5)}
    page = get(server, "/0", deadline_s=0.25)
    assert page.reason == "timeout"
    assert page.final_url in (f"http://{HOST}/1", f"http://{HOST}/2")
    assert page.duration_s < 0.5


@pytest.mark.parametrize("broken", [then_close(b""), then_reset(b"")])
def test_a_connection_that_ends_before_any_answer_is_unreachable(server, broken):
    server.sites["/a"] = broken
    page = get(server)
    assert (page.reason, page.status) == ("unreachable", None)
    assert page.retry_after_s


def test_a_port_that_nobody_listens_on_is_unreachable(server):
    assert get(server, reach=Reach(hosts={HOST: ("127.0.0.1", 1)})).reason == "unreachable"


def test_a_name_that_leads_nowhere_is_unreachable(server):
    def lookup(_name, _port):
        raise OSError("no such name")

    page = get(server, reach=Reach(), lookup=lookup)
    assert (page.reason, bool(page.retry_after_s)) == ("unreachable", True)
    assert f"{HOST} does not resolve" in page.detail
    assert get(server, reach=Reach(), lookup=leads_to()).reason == "unreachable"


@pytest.mark.parametrize(
    "garbage",
    [
        then_close(b"HTTP/1.1 banana\r\n\r\nhello"),
        then_close(PAGE),
        then_close(answer(PAGE, Content_Length="abc")),
        then_close(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello"),
        then_close(answer(X_Big="a" * 200_000)),
        then_close(answer(b"zz\r\nhello\r\n0\r\n\r\n", Content_Length="", Transfer_Encoding="chunked")),
        then_close(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: v\r\n" % n for n in range(20_000)) + b"\r\n"),
    ],
)
def test_what_is_no_http_is_a_bad_answer(server, garbage):
    server.sites["/a"] = garbage
    page = get(server)
    assert (page.reason, page.body, page.retry_after_s) == ("bad_answer", b"", None)


def test_a_server_that_speaks_no_tls_is_told_apart_from_an_unreachable_one(server):
    page = get(server, f"https://{HOST}/a")
    assert (page.reason, page.status) == ("tls", None)


def test_a_certificate_that_nobody_vouches_for_is_no_page(tmp_path):
    with FaultServer({"/a": answer()}, certificate=self_signed(tmp_path, HOST)) as server:
        page = get(server, f"https://{HOST}/a")
    assert (page.reason, page.status, page.body) == ("tls", None, b"")
    assert "certificate" in page.detail


def test_early_hints_are_not_the_answer(server):
    server.sites["/a"] = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + answer()
    assert get(server).body == PAGE


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 300, 206])
def test_an_answer_without_an_article_is_final(server, status):
    server.sites["/a"] = answer(PAGE, f"{status} So Be It")
    page = get(server)
    assert (page.reason, page.status, page.body, page.retry_after_s) == (f"http_{status}", status, b"", None)


CHALLENGES = {
    "en": "<title>Just a moment...</title><h2>Checking your browser before you continue</h2>",
    "de": "<noscript>Bitte aktivieren Sie JavaScript und Cookies, um fortzufahren.</noscript>",
    "fr": "<p>Confirmez que vous n’êtes pas un robot.</p>",
    "es": "<p>Verifica que eres un humano para continuar.</p>",
    "ru": "<h1>Проверка браузера</h1>",
    "ja": "<p>ブラウザを確認しています。</p>",
    "zh": "<h1>人机验证</h1>",
    "ko": "<p>로봇이 아닙니다</p>",
    "ar": "<p>تحقق من أنك إنسان</p>",
    "any": "<form><div class='h-captcha'></div></form>",
}


@pytest.mark.parametrize("language", CHALLENGES)
@pytest.mark.parametrize("status", ["403 Forbidden", "503 Busy"])
def test_a_wall_against_robots_is_told_apart_from_an_error(server, language, status):
    server.sites["/a"] = answer(f"<html><body>{CHALLENGES[language]}</body></html>".encode(), status)
    page = get(server)
    assert (page.status, page.reason, page.retry_after_s) == (int(status[:3]), "bot_wall", None)
    assert page.body == b""


def test_a_packed_wall_is_known_too(server):
    server.sites["/a"] = answer(gzipped(CHALLENGES["en"].encode()), "403 No", Content_Encoding="gzip")
    assert get(server).reason == "bot_wall"


@pytest.mark.parametrize(
    "said",
    [
        b"<title>403 Forbidden</title><center>nginx</center>",
        b"<h1>Access denied</h1><p>You cannot see this page.</p>",
        b"<p>" + b"x" * REFUSAL_BYTES + b"</p>Checking your browser",
        b"",
    ],
)
def test_a_refusal_that_asks_for_no_browser_stays_what_its_status_says(server, said):
    server.sites["/a"] = answer(said, "403 Forbidden")
    assert get(server).reason == "http_403"


@pytest.mark.parametrize("endless_refusal", [endless(answer(b"", "403 No", length=10**9)), silent()])
def test_a_refusal_without_end_costs_little(server, endless_refusal):
    server.sites["/a"] = endless_refusal
    assert get(server, deadline_s=0.5).reason in ("http_403", "timeout")


def test_a_coding_that_nobody_knows_leaves_a_refusal_its_status(server):
    server.sites["/a"] = answer(b"?", "403 No", Content_Encoding="zork")
    assert get(server).reason == "http_403"


def test_no_content_is_no_page(server):
    server.sites["/a"] = answer(b"", "204 No Content", Content_Length="")
    assert get(server).reason == "http_204"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 530])
def test_an_answer_that_may_change_says_when_to_ask_again(server, status):
    server.sites["/a"] = answer(b"", f"{status} Busy")
    page = get(server)
    assert (page.reason, page.status) == (f"http_{status}", status)
    assert page.retry_after_s == 3600


@pytest.mark.parametrize(
    ("header", "low", "high"),
    [
        ("120", 120, 120),
        ("0", 0, 0),
        ("99999999", 86400, 86400),
        (format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True), 7200, 10800),
        (format_datetime(datetime.now(UTC) - timedelta(minutes=10), usegmt=True), 0, 0),
        ("soon", 3600, 3600),
        ("-5", 3600, 3600),
        ("٥", 3600, 3600),
    ],
    ids=[
        "seconds",
        "none",
        "years",
        "in three hours",
        "ten minutes ago",
        "word",
        "negative",
        "digits of another script",
    ],
)
def test_a_retry_after_header_is_read_as_seconds_or_date(server, header, low, high):
    server.sites["/a"] = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: " + header.encode() + b"\r\n\r\n"
    assert low <= get(server).retry_after_s <= high


# Redirects


@pytest.mark.parametrize(
    ("location", "lands"),
    [
        ("/b", f"http://{HOST}/b"),
        ("b", f"http://{HOST}/b"),
        (f"http://{HOST}/b", f"http://{HOST}/b"),
        ("//other.example/b", "http://other.example/b"),
        ("HTTP://OTHER.example/b#top", "http://other.example/b"),
        ("http://user:secret@other.example/b", "http://other.example/b"),
    ],
)
@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Moved", "308 Moved"])
def test_a_redirect_is_followed_to_where_it_leads(server, location, lands, status):
    server.sites |= {"/a": redirect(location, status), "/b": answer()}
    page = get(server)
    assert (page.url, page.final_url, page.body) == (f"http://{HOST}/a", lands, PAGE)
    assert "authorization" not in server.log[-1].headers


def test_only_a_redirect_leads_elsewhere(server):
    server.sites |= {
        "/a": answer(Location="/b"),
        "/gone": answer(b"", "404 Not Found", Location="/b"),
        "/b": answer(b"b"),
    }
    assert get(server).body == PAGE
    assert get(server, "/gone").reason == "http_404"


def test_a_location_in_bare_utf8_is_followed(server):
    server.sites["/a"] = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /\xe6\xa9\x8b\r\n\r\n"
    server.sites["/%E6%A9%8B"] = answer()
    assert get(server).final_url == f"http://{HOST}/%E6%A9%8B"


@pytest.mark.parametrize(
    "at",
    [
        "http://news.example/",
        "https://news.example/a/b.html?b=1&c=%20%E6%A9%8B",
        "http://news.example:8080/a//b/../c;d=e",
        "http://user@news.example/a?b=c?d",
        "http://[::1]/a",
        "https://xn--bcher-kva.example/~a/'b'(c)*!$&+,=:@",
        "http://news.example/a?b=%zz&c=[1]|{2}^`\\",
    ],
)
def test_an_address_without_anything_odd_is_asked_for_as_a_parser_of_addresses_would(at):
    plain = web._PLAIN.fullmatch(at)
    target = URL(at, encoded=True)

    assert plain is not None
    assert plain[2] == target.raw_path_qs
    begun = URL(plain[1], encoded=True)
    assert (begun.scheme, begun.raw_host, begun.port) == (target.scheme, target.raw_host, target.port)


@pytest.mark.parametrize(
    "at", ["http://news.example", "http://news.example/a#b", "http://news.example/橋", "http://a.example/b?"]
)
def test_an_address_with_something_odd_is_left_to_the_parser_of_addresses(at):
    assert web._PLAIN.fullmatch(at) is None


class Taken:
    """A transport that takes all that is written, and brings nothing."""

    def write(self, _data):
        pass

    def abort(self):
        self.is_over = True

    def is_closing(self):
        return False


def test_the_second_answer_of_a_kept_connection_has_a_deadline_of_its_own():
    async def twice():
        connection = wire._Connection(("http", HOST, 80))
        connection.connection_made(Taken())
        now = asyncio.get_running_loop().time()
        first = asyncio.ensure_future(connection.ask(b"GET /a", now + 3600))
        await asyncio.sleep(0)
        connection.data_received(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        assert (await first).status == 200
        assert connection.serves_again()
        await asyncio.wait_for(connection.ask(b"GET /b", now), 5)

    with pytest.raises(TimeoutError, match="the time for it is over"):
        asyncio.run(twice())


def test_redirects_without_end_are_a_loop(server):
    server.sites["/a"] = redirect("/a")
    page = get(server)
    assert (page.reason, page.retry_after_s) == ("redirect_loop", None)
    assert len(server.log) == web.MOST_HOPS + 1


def test_ten_redirects_are_followed_and_not_eleven(server):
    server.sites |= {f"/{n}": redirect(f"/{n + 1}") for n in range(11)} | {"/11": answer()}
    assert get(server, "/1").body == PAGE
    assert get(server, "/0").reason == "redirect_loop"


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/hostname",
        "ftp://news.example/a",
        "data:text/html,hello",
        "javascript:alert(1)",
        "mailto:a@b.example",
    ],
)
def test_a_redirect_out_of_the_web_is_refused(server, location):
    server.sites["/a"] = redirect(location)
    assert (get(server).reason, get(server).retry_after_s) == ("refused_address", None)


@pytest.mark.parametrize("location", ["", " "])
def test_a_redirect_to_nowhere_is_what_its_status_says(server, location):
    server.sites["/a"] = redirect(location)
    assert get(server).reason == "http_302"


@pytest.mark.parametrize(
    "location", ["http://[::1", "http://news.example:99999/", "http://", "http://a b.example/", "/\x01"]
)
def test_a_redirect_that_nobody_can_follow_ends_as_a_page(server, location):
    server.sites["/a"] = redirect(location)
    page = get(server)
    assert page.reason in ("bad_answer", "refused_address", "http_404", "unreachable", "redirect_loop")
    assert page.body == b""


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:{port}/secret",
        "http://localhost:{port}/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]:{port}/secret",
        "http://[::1]:{port}/secret",
        "http://[64:ff9b::7f00:1]/",
        "http://0.0.0.0:{port}/secret",
        "http://10.0.0.1/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(server, target):
    server.sites |= {"/a": redirect(target.format(port=server.port)), "/secret": answer(b"secret")}
    page = get(server)
    assert (page.reason, page.retry_after_s) == ("refused_address", None)
    assert server.paths() == ["/a"]


@pytest.mark.parametrize("numeric", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://017700000001/"])
def test_a_number_that_means_loopback_is_no_way_in(server, numeric):
    page = get(server, numeric, reach=Reach(), lookup=leads_to("127.0.0.1"))
    assert page.reason in ("refused_address", "bad_answer")


# Addresses


def test_a_name_that_leads_to_loopback_is_refused_at_the_socket(server):
    for address in ("127.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "192.168.0.1", "100.64.0.1"):
        page = get(server, "http://rebound.example/a", reach=Reach(), lookup=leads_to(address))
        assert (page.reason, page.retry_after_s) == ("refused_address", None), address
    assert not server.log


def test_a_name_that_changes_its_address_after_the_look_up_gains_nothing(server):
    asked = []

    def lookup(name, _port):
        asked.append(name)
        return ["192.0.2.7"] if len(asked) == 1 else ["127.0.0.1"]

    for _ in range(2):
        assert get(server, "http://rebound.example/a", reach=Reach(), lookup=lookup).reason == "refused_address"
    assert len(asked) == 2
    assert not server.log


def test_several_private_addresses_of_a_name_are_all_refused(server):
    page = get(server, "http://rebound.example/a", reach=Reach(), lookup=leads_to("127.0.0.1", "10.0.0.1", "::1"))
    assert page.reason == "refused_address"


def test_a_private_address_beside_a_public_one_is_skipped(server, monkeypatch):
    monkeypatch.setitem(urls.DEFAULT_PORTS, "test", server.port)  # nobody may listen on port 80 here
    monkeypatch.setattr(vetting, "is_public", lambda address: address == "127.0.0.1")
    server.sites["/a"] = answer()
    page = get(server, f"http://mixed.example:{server.port}/a", reach=Reach(), lookup=leads_to("10.0.0.1", "127.0.0.1"))
    assert page.body == PAGE


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
def test_ports_other_than_those_of_the_web_are_refused(server, port):
    page = get(server, f"http://news.example:{port}/", reach=Reach(), lookup=leads_to("93.184.216.34"))
    assert page.reason == "refused_address"


def test_a_world_with_a_sample_web_has_no_other_hosts(server):
    def lookup(_name, _port):
        raise AssertionError("nobody may look anything up")

    page = get(server, "http://elsewhere.example/a", lookup=lookup)
    assert page.reason == "unreachable"
    assert "sample" in page.detail


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.8",
        "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:93.184.216.34",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:2::1", "2001:db8::1", "2002:7f00:1::", "3fff::1",
        "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1",
    ],
)  # fmt: skip
def test_no_address_but_that_of_one_public_machine_is_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "192.0.1.1", "198.17.255.255", "2606:2800:220:1::1", "2a00:1450::1", "2003::1"],
)
def test_public_machines_are_public(address):
    assert is_public(address)


def test_only_the_very_place_of_the_sample_web_gets_a_socket_on_loopback():
    gatekeeper = Gatekeeper({HOST: ("127.0.0.1", 8123)})
    info = (2, 1, 6, "", ("127.0.0.1", 8123))
    gatekeeper.socket(info).close()
    for place in (("127.0.0.1", 8124), ("127.0.0.2", 8123), ("10.0.0.1", 8123)):
        with pytest.raises(RefusedAddressError):
            gatekeeper.socket((2, 1, 6, "", place))


# Conditional requests


def test_a_body_that_is_held_is_not_sent_again(server):
    server.sites["/a"] = conditional(PAGE, '"v1"')
    page = get(server, held=Held(url=f"http://{HOST}/a", etag='"v1"', last_modified="Mon, 26 Dec 2011 10:00:00 GMT"))
    assert (page.reason, page.status, page.body, page.retry_after_s) == ("not_modified", 304, b"", None)
    assert page.etag == '"v1"'
    assert server.log[0].headers["if-modified-since"] == "Mon, 26 Dec 2011 10:00:00 GMT"


def test_a_body_that_changed_is_sent(server):
    server.sites["/a"] = conditional(PAGE, '"v2"')
    page = get(server, held=Held(url=f"http://{HOST}/a", etag='"v1"'))
    assert (page.reason, page.etag, page.body) == (None, '"v2"', PAGE)


def test_conditions_go_only_to_where_the_body_came_from(server):
    server.sites |= {"/a": redirect("/b"), "/b": conditional(PAGE, '"v1"')}
    page = get(server, held=Held(url=f"http://{HOST}/b", etag='"v1"'))
    assert page.reason == "not_modified"
    assert ["if-none-match" in asked.headers for asked in server.log] == [False, True]


def test_an_unasked_304_is_no_page(server):
    server.sites["/a"] = answer(b"", "304 Not Modified", Content_Length="")
    assert get(server).reason == "http_304"


# Manners


def test_nobody_scrapes_the_real_web_without_a_contact():
    stranger = Manners(contact=" ")
    with pytest.raises(StopError, match="RETOLD_CONTACT"):
        web.refuse_strangers(stranger, Reach())
    with pytest.raises(StopError, match="RETOLD_CONTACT"):
        asyncio.run(Client(stranger, Reach()).get("http://a.example/"))
    web.refuse_strangers(stranger, Reach(hosts={HOST: ("127.0.0.1", 1)}))


def test_a_contact_cannot_add_headers():
    with pytest.raises(StopError, match="one line"):
        web.refuse_strangers(Manners(contact="mailto:a@b.example\r\nX-Other: 1"), Reach())


def test_a_host_may_have_manners_of_its_own():
    rules = {"slow.news.example": HostRule(delay_s=30.0), "open.example": HostRule(respect_robots=False)}
    mine = Manners(contact="mailto:a@b.example", hosts=rules)
    assert mine.delay_of("http://slow.news.example/a") == 30.0
    assert mine.delay_of("http://www.news.example/a") == 5.0
    assert mine.robots_matter("http://news.example/a")
    assert not mine.robots_matter("http://www.open.example/a")


def test_a_gzip_file_that_is_no_coding_stays_as_it_is(server):
    server.sites["/a"] = answer(gzipped(PAGE), Content_Type="application/gzip")
    assert gzip.decompress(get(server).body) == PAGE


# The wire


def test_trailers_without_end_are_no_answer(server):
    server.sites["/a"] = dripping(chunked(PAGE, end=b"0\r\n"), b"X-More: and more\r\n" * 500, 0)
    page = get(server)
    assert (page.reason, page.body) == ("bad_answer", b"")
    assert "headers" in page.detail


def test_hints_before_an_answer_are_not_taken_for_it(server):
    server.sites["/a"] = b'HTTP/1.1 103 Early Hints\r\nETag: "early"\r\n\r\n' * 3 + answer(ETag='"late"')
    page = get(server)
    assert (page.status, page.etag, page.body) == (200, '"late"', PAGE)


def test_an_answer_in_another_protocol_is_none(server):
    server.sites["/a"] = answer(b"", "101 Switching Protocols", Upgrade="websocket", Connection="Upgrade")
    assert get(server).reason == "bad_answer"


def test_a_body_that_nobody_takes_waits_in_the_socket():
    """However much a server sends at once: what is not taken yet is not read."""

    async def most_waiting():
        response = Response(connection := Taken())
        response.feed(b"HTTP/1.1 200 OK\r\n\r\n")
        fed = 0
        while not response.feed(b"x" * 10_000):
            fed += 10_000
        assert len(await response.piece()) == fed + 10_000
        return fed, connection.resumed

    class Taken:
        resumed = 0

        def may_bring_more(self):
            self.resumed += 1

    fed, resumed = asyncio.run(most_waiting())
    assert fed < 200_000
    assert resumed == 1


def test_a_name_is_looked_up_once_by_a_client_that_asks_it_twice():
    asked = []

    def lookup(name, _port):
        asked.append(name)
        return ["10.0.0.1"]

    async def twice():
        async with Client(manners(), Reach(), lookup) as client:
            return [await client.get(f"http://inside.example/{number}") for number in range(2)]

    assert [exchange.page.reason for exchange in asyncio.run(twice())] == ["refused_address"] * 2
    assert asked == ["inside.example"]


@pytest.mark.parametrize("path", ["/a b", "/a\r\nX-Other: 1", "/ä"])
def test_an_address_cannot_write_a_request_of_its_own(path):
    with pytest.raises(ValueError, match="no request"):
        wire.written(Head(line=f"GET {path} HTTP/1.1", headers=()))


def test_a_validator_cannot_add_headers():
    with pytest.raises(ValueError, match="line break"):
        wire.written(Head(line="GET / HTTP/1.1", headers=(("If-None-Match", '"1"\r\nCookie: a=b'),)))
