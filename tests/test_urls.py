import pytest

from extractors.errors import DropError
from extractors.urls import MOST_PARAMETERS, MOST_SEGMENTS, canonical, host, registered_domain, trap


def xn(label):
    """The standard library's punycode, which the code under test does not use."""
    return "xn--" + label.encode("punycode").decode()


SPELLINGS = [
    ("HTTP://News.Example:80/a", "http://news.example/a"),
    ("https://news.example:443", "https://news.example/"),
    ("https://news.example:8443/a", "https://news.example:8443/a"),
    ("http://news.example/a#comments", "http://news.example/a"),
    ("  http://news.example/a\n", "http://news.example/a"),
    ("http://reader:secret@news.example/a", "http://news.example/a"),
    ("http://news.example./a", "http://news.example/a"),
    ("http://news.example/a//", "http://news.example/a/"),
    ("http://news.example//a//b", "http://news.example//a//b"),
    ("http://news.example/a/./b/../c", "http://news.example/a/c"),
    ("http://news.example/../..", "http://news.example/"),
    ("http://news.example/a/..", "http://news.example/"),
    ("http://news.example/%7Eeditor/%e9", "http://news.example/~editor/%E9"),
    ("http://news.example/100%", "http://news.example/100%25"),
    ("http://news.example/a b", "http://news.example/a%20b"),
    ("http://bücher.example/straße", "http://xn--bcher-kva.example/stra%C3%9Fe"),
    ("http://новости.example/мост", f"http://{xn('новости')}.example/%D0%BC%D0%BE%D1%81%D1%82"),
    ("http://新聞.example/橋", f"http://{xn('新聞')}.example/%E6%A9%8B"),
    ("http://أخبار.example/", f"http://{xn('أخبار')}.example/"),
    ("http://news.example/?b=2&a=1", "http://news.example/?b=2&a=1"),
    ("http://news.example/?", "http://news.example/"),
    ("http://news.example/?a=1&&b", "http://news.example/?a=1&b"),
    ("http://news.example/?a=1&amp;b=2&amp;amp;c=3", "http://news.example/?a=1&b=2&c=3"),
    ("http://news.example/?utm_source=x&id=7&UTM_Medium=y&fbclid=z&gclid=q", "http://news.example/?id=7"),
    ("http://news.example/?utm%5Fsource=x", "http://news.example/"),
    ("http://news.example/a;jsessionid=1A2B?PHPSESSID=q&id=7", "http://news.example/a?id=7"),
    ("http://news.example/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://news.example/a.aspx"),
    ("http://news.example/?sid=0123456789abcdef0123456789ABCDEF", "http://news.example/"),
    ("http://news.example/?sid=4711", "http://news.example/?sid=4711"),
    (
        "http://news.example/?sid=dbridgereopenstotrafficonmonday",
        "http://news.example/?sid=dbridgereopenstotrafficonmonday",
    ),
    ("http://news.example/?id=7&sid=q1v2b3n4m5l6k7j8h9g0f1d2s3", "http://news.example/?id=7"),
    ("http://news.example/?s=0123456789abcdef0123456789abcdef", "http://news.example/"),
    ("http://news.example/?s=bridge", "http://news.example/?s=bridge"),
    ("http://news.example/?osCsid=1&zenid=2&bv_sessionid=3&id=7", "http://news.example/?id=7"),
    ("http://news.example/a;phpsessid=1A2B", "http://news.example/a"),
    ("http://news.example/(X(1)S(lit3py55t21z5v55vlm25s55))/a?AspxAutoDetectCookieSupport=1", "http://news.example/a"),
    ("http://news.example/(2024)/a", "http://news.example/(2024)/a"),
    ("http://news.example/?ga_source=x&gad_campaignid=1&oft_id=2&__hstc=3&id=7", "http://news.example/?id=7"),
    ("http://https://news.example/a", "https://news.example/a"),
    ("https:http://news.example/a", "http://news.example/a"),
    (
        "http://archive.example/web/2024/https://news.example/a",
        "http://archive.example/web/2024/https://news.example/a",
    ),
    ("http://１２７.example/", "http://127.example/"),
    ("http://news。example/", "http://news.example/"),
    ("http://news.example/?ref=12", "http://news.example/?ref=12"),
    ("http://[2001:DB8:0::1]:80/a", "http://[2001:db8::1]/a"),
    ("file:///srv/pages/A page.html", "file:///srv/pages/A page.html"),
]


@pytest.mark.parametrize(("given", "spelled"), SPELLINGS)
def test_an_address_has_one_spelling(given, spelled):
    assert canonical(given) == spelled


@pytest.mark.parametrize("given", [given for given, _ in SPELLINGS])
def test_spelling_an_address_twice_changes_nothing(given):
    assert canonical(canonical(given)) == canonical(given)


PIECES = [
    "",
    "/",
    "//",
    "a",
    "..",
    ".",
    "%2e",
    "%",
    "%25",
    "https://",
    "41",
    ";jsessionid=1",
    "(S(abcdefgh1))",
    "?",
    "&",
    "&amp;",
    "=",
    "sid",
    "utm_x",
    "#",
    " ",
    "é",
]


def test_spelling_twice_changes_nothing_whatever_stands_next_to_what():
    addresses = [f"http://news.example/{a}{b}{c}" for a in PIECES for b in PIECES for c in PIECES]
    addresses += [f"http://news.example/{a}/{b}/{c}" for a in PIECES for b in PIECES for c in PIECES]
    moved = [address for address in addresses if canonical(canonical(address)) != canonical(address)]
    assert not moved


def test_http_and_https_stay_two_addresses():
    assert canonical("http://news.example/") != canonical("https://news.example/")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "news.example/a",
        "//news.example/a",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "mailto:desk@news.example",
        "http://",
        "http:///a",
        "http://news example/",
        "http://news.example:99999/",
        "http://news.example:0/",
        "http://news.example\\@other.example/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://127.1/",
        "http://2130706433/",
        "http://１２７.１/",
        "http://0x7f.0.0.1/",
        "http://0x7f000001/",
        "http://256.1.1.1/",
        "http://-.example/",
        f"http://{'a' * 64}.example/",
        "http://news.example/\ud800",
        "http://news.example/" + "a" * 2083,
    ],
)
def test_what_no_scraper_can_ask_for_is_a_bad_address(given):
    with pytest.raises(DropError) as caught:
        canonical(given)
    assert caught.value.reason == "bad_address"


def test_the_longest_address_is_one_of_2083_characters():
    longest = "http://news.example/" + "a" * (2083 - 20)
    assert canonical(longest) == longest
    with pytest.raises(DropError):
        canonical(longest + "a")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("http://www.news.example/a", "news.example"),
        ("http://a.b.news.test/a", "news.test"),
        ("http://www.morning.co.uk/a", "morning.co.uk"),
        ("http://morning.co.uk/a", "morning.co.uk"),
        ("http://my.blogspot.com/", "my.blogspot.com"),
        ("http://www.my.github.io/", "my.github.io"),
        ("http://a.b.新聞.公司.cn/", f"{xn('新聞')}.{xn('公司')}.cn"),
        ("http://www.новости.рф/", f"{xn('новости')}.{xn('рф')}"),
        ("http://co.uk/", "co.uk"),
        ("http://localhost/", "localhost"),
        ("http://192.0.2.7/a", "192.0.2.7"),
        ("http://[2001:db8::1]/a", "2001:db8::1"),
        ("file:///srv/pages/a.html", ""),
    ],
)
def test_the_registered_domain_is_what_somebody_owns(url, domain):
    assert registered_domain(url) == domain


def test_the_host_is_lower_case_punycode_without_port():
    assert host("HTTPS://WWW.Bücher.Example:8443/a") == "www.xn--bcher-kva.example"
    assert host("file:///srv/a.html") == ""


def test_the_host_of_no_address_is_refused():
    with pytest.raises(DropError):
        host("http://news example/")


GROWING = [
    "http://news.example/a/a/a",
    "http://news.example/a/a/a/story.html",
    "http://news.example/sport/football/sport/football/sport/football/",
    "http://news.example/en/a/b/c/a/b/c/a/b/c/story",
    "http://news.example/новости/новости/новости/",
    "http://news.example/2024/2024/2024/",
    "http://news.example/a////b",
    "http://news.example/a/1/a/2/a/3/a/4",
    "http://news.example/" + "/".join(f"s{n}" for n in range(MOST_SEGMENTS + 1)),
    "http://news.example/cal?" + "&".join(f"p{n}=1" for n in range(MOST_PARAMETERS + 1)),
    "http://news.example/list?entry=10&view=a&entry=20&view=a&entry=30&view=a",
    "http://news.example/list?page=1&page=2&page=3&page=4&page=5&page=6",
]
HONEST = [
    "http://news.example/",
    "http://news.example/news/news/the-bridge-reopens",
    "http://news.example/news/2024/news/2024/news",
    "http://news.example/2024/03/03/03/",
    "http://news.example/2011/11/11/11/11/eleven",
    "http://news.example/blog/2024/03/03/the-bridge-the-bridge-the-bridge",
    "http://news.example/content/de/news/2024/de/bridge.de.html",
    "http://news.example/новости/2024/мост-мост-мост",
    "http://news.example/新闻/2024-03/03/c_03.htm",
    "http://cache.example/c/s/news.example/amp/news/amp/bridge.amp",
    "http://archive.example/web/20240303030303/https://news.example/2024/03/03/bridge",
    "http://archive.example/web/20240303/http://archive.example/web/20230303/https://news.example/web/bridge",
    "http://news.example/" + "/".join(f"s{n}" for n in range(MOST_SEGMENTS)) + "/",
    "http://news.example/read.asp?" + "&".join(f"p{n}=1" for n in range(MOST_PARAMETERS)),
    "http://news.example/?topic=a&topic=b&topic=c&topic=d&topic=e",
    "http://share.example/?u=https%3A%2F%2Fnews.example%2Fa%2Fa%2Fa",
    "file:///srv/a/a/a/a/page.html",
    "no address",
    "http://[::1/a/a/a",
]


@pytest.mark.parametrize("given", GROWING)
def test_an_address_that_grows_at_each_step_is_a_trap(given):
    assert trap(given)
    assert trap(canonical(given))


@pytest.mark.parametrize("given", HONEST)
def test_an_honest_address_is_no_trap(given):
    assert trap(given) is None


def test_a_trap_is_told_by_what_it_repeats():
    assert trap("http://news.example/x/a/b/a/b/a/b/y") == "repeats 'a/b' in its path"
    assert trap(GROWING[-1]) == "repeats the parameter 'page'"
    assert trap(GROWING[8]) == f"{MOST_SEGMENTS + 1} segments in its path"
