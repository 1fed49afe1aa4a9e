"""What robots.txt may say, and fail to say: R01 to R11 of the list of cases."""

from dataclasses import replace
from datetime import UTC, datetime

from extractors import robots
from extractors.records import Page

from .faults_transport import story
from .faultserver import answer, endless, redirect, silent, then_close, then_reset
from .faulttexts import tale
from .faultweb import Case, End, World, ends, tells, waits

FORBIDDEN = ends("robots_disallowed", detail="/robots.txt")
CRAWL_DELAY_S = 1.0


def says(text: str | bytes, **headers: str) -> bytes:
    """Return an answer that is a robots.txt."""
    body = text.encode() if isinstance(text, str) else text
    return answer(body, **{"Content_Type": "text/plain", **headers})


def ruled(name: str, rules: object, *open_to_us: str, closed: tuple[str, ...] = (), **more: object) -> Case:
    """Return a case of a host whose rules close some of its addresses."""
    pages = {path: story(f"{name} {path}") for path in (*open_to_us, *closed)}
    reached = {path: tells(f"{name} {path}") for path in sorted(open_to_us)}
    return Case(
        name=name,
        site={"/robots.txt": rules, **pages},
        ends=reached | dict.fromkeys(closed, FORBIDDEN),
        asked=tuple(reached),
        **more,  # type: ignore[arg-type]
    )


def unheard(name: str, broken: object, end: End, robots: int = 3) -> Case:
    """Return a case of a host whose rules cannot be had: its page waits, unasked, until they can."""
    healthy = {"/robots.txt": says("User-agent: *\nDisallow: /private\n"), "/story": story(name)}
    return Case(
        name=name,
        site={"/robots.txt": broken, "/story": story(name), "/private": story(name)},
        ends={"/story": end, "/private": end},
        asked=(),
        robots=robots,
        healed={"/story": tells(name), "/private": FORBIDDEN},
        healthy=healthy,
    )


def _long() -> str:
    """Return rules whose 500th KiB ends inside a line that means the opposite of its beginning."""
    begin, cut = "User-agent: *\nDisallow: /private\n", "Disallow: /"
    filler = robots.MOST_BYTES - len(begin) - len(cut)
    line = "# the harbour office thanks you for your patience\n"
    comment = (line * (filler // len(line) + 1))[: filler - 1] + "\n"
    return begin + comment + cut + "cut-line\nDisallow: /beyond\n"


def keeps_distance(world: World, case: Case) -> None:
    first, second = (asked.at for asked in world.runs[0].asked(case.host) if asked.path != "/robots.txt")
    assert second - first >= CRAWL_DELAY_S * 0.8


def never_longer(world: World, case: Case) -> None:
    """Assert what distance is kept where a host asks for three thousand years."""
    held = world.runs[0].payloads[case.url("/robots.txt")][0]
    page = Page(url="", final_url="", fetched_at=datetime.now(UTC), status=200, body=held)
    assert robots.rules(page).delay_s == robots.LONGEST_DELAY_S


def follows_them_all(world: World, case: Case) -> None:  # noqa: ARG001
    """Assert that each of the five redirects was followed."""
    assert world.runs[0].paths("r05-else.example") == ("/1", "/2", "/3", "/4", "/5")


def asks_once_a_day(world: World, case: Case) -> None:
    asked = [sum(one.path == "/robots.txt" for one in run.asked(case.host)) for run in world.runs]
    assert asked == [1, 0, 1], asked


HOSTILE = "".join(f"User-agent: b{number}\nDisallow: /{'*a' * 9}b$\n" for number in range(100_000))
HOSTILE = f"User-agent: *\nDisallow: /private\nDisallow: /{'*a' * 60}b$\n" + HOSTILE

BOOK = (
    "\ufeff# rules of a house that has seen many robots\n"
    "USER-AGENT: *\nDisallow: /\n\n"
    "user-agent: RETOLD\nuser-agent: otherbot\n"
    "Disallow: /private\n"
    "Allow: /private/open   # the longer rule wins\n"
    "Disallow: /tie\nAllow: /tie\n"
    "Disallow: /*.pdf$\n"
    "Disallow: /caf%C3%A9\n"
    "Disallow: /Upper\n"
    "Disallow: /query?print=\n\n"
    "User-agent: Retold\nDisallow: /second-group\n\n"
    "User-agent: Retoldbot\nDisallow: /story\n"
)

_LATER = waits("robots_unreachable", detail="http_429", wait_s=7200)

ROBOTS: tuple[Case, ...] = (
    ruled("R01 rules beyond 500 KiB", says(_long()), "/beyond", "/cut-line", "/story", closed=("/private",)),
    ruled(
        "R01 rules beyond 500 KiB in lines of old",
        says(_long().replace("\n", "\r")),
        "/story",
        closed=("/private",),
    ),
    *(
        ruled(f"R02 status {status}", answer(b"Disallow: /", f"{status} No"), "/story")
        for status in (401, 403, 404, 410)
    ),
    unheard("R03 rules with status 500", answer(b"", "500 Oops"), waits("robots_unreachable", detail="http_500")),
    unheard("R03 rules that are silent", silent(), waits("robots_unreachable", detail="timeout"), robots=2),
    unheard("R03 rules that reset", then_reset(b""), waits("robots_unreachable", detail="unreachable")),
    unheard("R03 rules cut", then_close(answer(b"User-", length=99)), waits("robots_unreachable", detail="truncated")),
    unheard("R04 rules with status 429", answer(b"", "429 Busy"), waits("robots_unreachable", detail="http_429")),
    replace(
        unheard("R04 rules with a Retry-After", answer(b"", "429 Busy", Retry_After="7200"), _LATER, robots=1),
        ends={"/private": _LATER, "/story": waits("host_down", detail="left alone", wait_s=7200)},
    ),
    ruled(
        "R05 rules behind five redirects",
        redirect("http://r05-else.example/1"),
        "/story",
        closed=("/private",),
        also=follows_them_all,
    ),
    ruled("R05 rules behind redirects without end", redirect("/robots.txt"), "/story", robots=11),
    Case(
        name="R06 rules of a day",
        site={
            "/robots.txt": says("User-agent: *\nDisallow: /private\n"),
            "/later": answer(b"", "500 Oops"),
            "/private": story("R06"),
        },
        ends={"/later": waits("http_500", 500), "/private": FORBIDDEN},
        asked=("/later",) * 3,
        also=asks_once_a_day,
    ),
    ruled("R07 rules that are a page", answer(tale("R07").encode()), "/story"),
    ruled("R07 rules that are noise", says(bytes(range(256)) * 40), "/story"),
    ruled(
        "R08 rules of many kinds",
        says(BOOK),
        "/private/open/a",
        "/tie",
        "/leaflet.pdf.html",
        "/upper",
        "/query?page=2",
        "/story",
        closed=("/private/a", "/leaflet.pdf", "/caf%C3%A9/a", "/Upper", "/query?print=1", "/second-group/a"),
    ),
    ruled(
        "R08 rules in lines of old",
        says("User-agent: *\rDisallow: /private\r"),
        "/story",
        closed=("/private",),
    ),
    ruled("R09 rules for others", says("User-agent: Retoldbot\nUser-agent: Told\nDisallow: /\n"), "/story"),
    ruled(
        "R09 rules for a name that begins like ours",
        says("User-agent: Ret\nDisallow: /\n"),
        "/story",
    ),
    ruled(
        "R09 rules for us",
        says("User-agent: rEtOlD\nDisallow: /private\n\nUser-agent: *\nDisallow: /story\n"),
        "/story",
        closed=("/private",),
    ),
    ruled(
        "R10 delay",
        says(f"User-agent: *\nCrawl-delay: {CRAWL_DELAY_S}\n"),
        "/a",
        "/b",
        also=keeps_distance,
    ),
    ruled("R10 delay of ages", says("User-agent: *\nCrawl-delay: 99999999999\n"), "/story", also=never_longer),
    ruled("R11 rules of 5 MB", says(HOSTILE), "/" + "a" * 200 + "c", "/story", closed=("/private",)),
    unheard("R11 rules without end", endless(says(b"", Content_Length="")), waits("robots_unreachable"), robots=1),
)

HOPS: dict[str, object] = {f"r05-else.example/{n}": redirect(f"/{n + 1}") for n in range(1, 5)} | {
    "r05-else.example/5": says("User-agent: *\nDisallow: /private\n")
}
