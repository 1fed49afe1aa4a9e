"""Where redirects and links may lead, and where not: U01 to U13 of the list of cases."""

from .faults_transport import asks_no_proxy, fault, story
from .faultserver import answer, redirect
from .faultweb import SECRET, Case, carries_nothing, ends, leads, left_over, lost, tells, told


def moved(name: str, location: str, path: str = "/next") -> Case:
    """Return a case of a redirect that is followed."""
    return Case(
        name=name,
        site={"/story": redirect(location), path: story(name)},
        ends={"/story": leads(path), path: told(name)},
        links=("/story",),
        asked=("/story", path),
    )


def feed(*entries: str, head: str = "") -> bytes:
    """Return a feed of addresses."""
    items = "".join(f"<item><title>The lost ferry</title><link>{url}</link></item>" for url in entries)
    text = f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><title>Ferries</title>{items}</channel></rss>"
    return answer(text.encode(), Content_Type="application/rss+xml")


_SPELLED = "http://u12-many-spellings.example"
PAGES_PER_HOST = 12  # of these runs, where no other host has more
_DAYS = range(10, 12 + PAGES_PER_HOST)
_LONG = "http://u12-a-very-long-address.example/" + "a" * 2083

ADDRESSES: tuple[Case, ...] = (
    fault("U01 redirect loop", redirect("/story"), ends("redirect_loop", detail="/story"), ("/story",) * 11),
    Case(
        name="U01 eleven redirects",
        site={f"/{n}": redirect(f"/{n + 1}") for n in range(10, 21)} | {"/21": story("U01")},
        ends={"/10": ends("redirect_loop", detail="/21")},
        asked=tuple(f"/{n}" for n in range(10, 21)),
    ),
    Case(
        name="U01 ten redirects",
        site={f"/{n}": redirect(f"/{n + 1}") for n in range(10, 20)} | {"/20": story("U01 ten")},
        ends={"/10": leads("/20"), "/20": told("U01 ten")},
        links=("/10",),
        asked=tuple(f"/{n}" for n in range(10, 21)),
    ),
    *(
        fault(f"U02 redirect to {scheme}", redirect(location), ends("refused_address", detail=scheme))
        for scheme, location in {
            "file": "file:///etc/hostname",
            "ftp": "ftp://u02.example/a",
            "data": "data:text/html,hello",
            "javascript": "javascript:alert(1)",
        }.items()
    ),
    fault("U03 redirect to port 99999", redirect("http://u03.example:99999/"), ends("bad_answer", detail="ort")),
    fault("U03 redirect to nowhere", redirect(""), ends("http_302", 302)),
    fault("U03 redirect to a blank", redirect(" "), ends("http_302", 302)),
    Case(
        name="U03 redirect in bare UTF-8",
        site={
            "/story": "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /橋\r\n\r\n".encode(),
            "/%E6%A9%8B": story("U03 bare"),
        },
        ends={"/story": leads("/%E6%A9%8B"), "/%E6%A9%8B": told("U03 bare")},
        links=("/story",),
        asked=("/story", "/%E6%A9%8B"),
    ),
    Case(
        name="U03 redirect without a scheme",
        site={"/story": redirect("//u03-else.example/next"), "u03-else.example/next": story("U03 else")},
        ends={"/story": leads("http://u03-else.example/next"), "http://u03-else.example/next": told("U03 else")},
        links=("/story",),
    ),
    moved("U03 redirect to a sibling", "next"),
    fault(
        "U09 proxy in the environment",
        story("U09 proxy in the environment"),
        tells("U09 proxy in the environment"),
        also=asks_no_proxy,
    ),
    Case(
        name="U11 cookies",
        site={
            "/story": answer(
                b"", "302 Found", Location="http://u11-else.example/next", Set_Cookie=f"id={SECRET}; Domain=example"
            ),
            "u11-else.example/next": answer(
                b"", "302 Found", Location="http://u11-cookies.example/last", Set_Cookie=f"id={SECRET}"
            ),
            "/last": story("U11 last"),
        },
        ends={"/story": leads("/last"), "/last": told("U11 last")},
        links=("/story",),
        asked=("/story", "/last"),
        also=carries_nothing,
    ),
    Case(
        name="U11 password in a redirect",
        site={
            "/story": redirect(f"http://clerk:{SECRET}@u11-password-in-a-redirect.example/next"),
            "/next": story("U11 next"),
        },
        ends={"/story": leads("/next"), "/next": told("U11 next")},
        links=("/story",),
        asked=("/story", "/next"),
        also=carries_nothing,
    ),
    Case(
        name="U12 many spellings",
        site={
            "/feed": feed(
                f"{_SPELLED}/story",
                f"{_SPELLED}/story#comments",
                f"{_SPELLED}/story?utm_source=feed&amp;utm_medium=rss",
                f"{_SPELLED}/story;jsessionid=0123456789ABCDEF",
                f"http://clerk:{SECRET}@u12-many-spellings.example/story",
                "HTTP://U12-Many-Spellings.EXAMPLE:80/./harbour/../story?PHPSESSID=0123456789abcdef",
            ),
            "/story": story("U12 once"),
        },
        ends={"/story": tells("U12 once")},
        feeds=("/feed",),
        asked=("/feed", "/story"),
        also=carries_nothing,
    ),
    Case(
        name="U12 a very long address",
        site={"/feed": feed(_LONG)},
        ends={_LONG: lost("bad_address", "longer than 2083")},
        feeds=("/feed",),
        asked=("/feed",),
    ),
    *(
        Case(
            name=f"U13 {name}",
            site={"/feed": feed(trap.replace("&", "&amp;"))},
            ends={trap: lost("url_trap", sign)},
            feeds=("/feed",),
            asked=("/feed",),
        )
        for name, trap, sign in (
            ("path that repeats itself", "http://u13.example/a/b/a/b/a/b/story", "repeats"),
            ("path of 21 parts", "http://u13.example/" + "/".join(map(str, range(100, 121))), "21 segments"),
            ("query that grows", "http://u13.example/story?" + "&".join(f"page={n}" for n in range(9)), "page"),
        )
    ),
    Case(
        name="U13 calendar without end",
        site={f"/2024/{day}": story(f"U13 day {day}") for day in _DAYS},
        ends={f"/2024/{day}": tells(f"U13 day {day}") for day in _DAYS[:PAGES_PER_HOST]}
        | {f"/2024/{day}": left_over("budget") for day in _DAYS[PAGES_PER_HOST:]},
        links=tuple(f"/2024/{day}" for day in _DAYS),
        asked=tuple(f"/2024/{day}" for day in _DAYS[:PAGES_PER_HOST]),
        healed={f"/2024/{day}": tells(f"U13 day {day}") for day in _DAYS},
    ),
    Case(
        name="U12 a name in its own letters",
        site={
            "/feed": feed("http://brücke-u12.example/straße"),
            "xn--brcke-u12-r9a.example/stra%C3%9Fe": story("U12 letters"),
        },
        ends={"http://xn--brcke-u12-r9a.example/stra%C3%9Fe": tells("U12 letters")},
        feeds=("/feed",),
        asked=("/feed",),
    ),
)
