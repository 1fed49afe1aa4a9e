import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import aiohttp
import pytest

from extractors.errors import UseError
from flows import sampleweb
from flows.sampleweb import SampleWeb, serve

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / "flows/incidents/sample"
HOSTS = """
["news.example"]
"/robots.txt" = { text = "User-agent: *\\nDisallow: /drafts/\\n" }
"/a" = { file = "a.html", last_modified = 2024-03-05T08:00:00Z }
"/plain" = { file = "a.html", etag = false, headers = { "X-Robots-Tag" = "noarchive" } }
"/?p=7" = { redirect = "/a" }
"/gone" = { status = 410, text = "gone" }
"/busy" = { status = 429, headers = { "Retry-After" = "30" } }
"/live" = { file = "a.html", later = [{ after = 2, file = "b.html" }, { after = 3, status = 404 }] }
"/new" = { file = "b.html", after = 1 }
"/новости/один" = { file = "b.html" }
"/sitemap.xml" = { text = "<urlset/>", type = "application/xml" }

["other.example"]
"/a" = { file = "b.html" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hosts.toml").write_text(HOSTS, encoding="utf-8")
    (tmp_path / "a.html").write_text("<p>früh, 早い, рано</p>", encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>später</p>", encoding="utf-8")
    return tmp_path


class Got:
    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body


def ask(served: SampleWeb, host: str, path: str, method: str = "GET", **headers: str) -> Got:
    async def one() -> Got:
        port = next(iter(served.hosts.values()))[1]
        async with (
            aiohttp.ClientSession(
                headers={name.replace("_", "-"): value for name, value in headers.items()}
            ) as session,
            session.request(
                method, f"http://127.0.0.1:{port}{path}", headers={"Host": host}, allow_redirects=False
            ) as answer,
        ):
            return Got(answer.status, answer.headers, await answer.read())

    return asyncio.run(one())


@pytest.fixture
def served(folder: Path, tmp_path: Path):
    with serve(folder, tmp_path / "log.jsonl") as web:
        yield web


def test_hosts_share_a_port_and_are_told_apart_by_name(served: SampleWeb) -> None:
    assert "früh" in ask(served, "news.example", "/a").body.decode()
    assert "später" in ask(served, "OTHER.example:80", "/a").body.decode()
    assert ask(served, "stranger.example", "/a").status == 404
    assert set(served.hosts) == {"news.example", "other.example"}
    assert {place[0] for place in served.hosts.values()} == {"127.0.0.1"}


def test_a_known_copy_is_answered_without_a_body(served: SampleWeb) -> None:
    first = ask(served, "news.example", "/a")
    for headers in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_None_Match": f'"other", W/{first.headers["ETag"]}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again = ask(served, "news.example", "/a", **headers)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


def test_an_outdated_copy_is_answered_with_the_whole_page(served: SampleWeb) -> None:
    first = ask(served, "news.example", "/a")
    stale = ask(served, "news.example", "/a", If_None_Match='"x"', If_Modified_Since=first.headers["Last-Modified"])
    assert (stale.status, stale.body) == (200, first.body)
    assert ask(served, "news.example", "/a", If_Modified_Since="Mon, 04 Mar 2024 08:00:00 GMT").status == 200


def test_a_host_without_validators_is_always_answered_whole(served: SampleWeb) -> None:
    plain = ask(served, "news.example", "/plain", If_None_Match='"x"')
    assert plain.status == 200
    assert "ETag" not in plain.headers
    assert "Last-Modified" not in plain.headers
    assert plain.headers["X-Robots-Tag"] == "noarchive"


def test_statuses_redirects_and_types_come_as_written(served: SampleWeb) -> None:
    moved = ask(served, "news.example", "/?p=7")
    assert (moved.status, moved.headers["Location"]) == (301, "/a")
    gone = ask(served, "news.example", "/gone")
    assert (gone.status, gone.body) == (410, b"gone")
    busy = ask(served, "news.example", "/busy")
    assert (busy.status, busy.headers["Retry-After"]) == (429, "30")
    assert ask(served, "news.example", "/sitemap.xml").headers["Content-Type"] == "application/xml"
    assert ask(served, "news.example", "/robots.txt").headers["Content-Type"] == "text/plain; charset=utf-8"
    assert ask(served, "other.example", "/robots.txt").status == 404


def test_a_query_that_nobody_listed_is_ignored_and_a_listed_one_is_not(served: SampleWeb) -> None:
    assert ask(served, "news.example", "/a?utm_source=x").status == 200
    assert ask(served, "news.example", "/?p=8").status == 404


def test_a_path_in_another_script_is_found_however_it_is_escaped(served: SampleWeb) -> None:
    assert ask(served, "news.example", "/новости/один").status == 200
    assert ask(served, "news.example", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/один").status == 200


def test_a_head_request_gets_the_headers_alone(served: SampleWeb) -> None:
    head = ask(served, "news.example", "/a", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert "ETag" in head.headers


def test_pages_change_appear_and_go_as_the_clock_moves(served: SampleWeb) -> None:
    seen = []
    for position in range(4):
        served.clock = position
        live, new = ask(served, "news.example", "/live"), ask(served, "news.example", "/new")
        seen.append((live.status, "später" in live.body.decode(), new.status))
    assert seen == [(200, False, 404), (200, False, 200), (200, True, 200), (404, False, 200)]


def test_a_changed_page_is_no_known_copy(served: SampleWeb) -> None:
    etag = ask(served, "news.example", "/live").headers["ETag"]
    served.clock = 2
    assert ask(served, "news.example", "/live", If_None_Match=etag).status == 200


def test_every_request_is_a_line_of_the_log(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with serve(folder, log) as web:
        etag = ask(web, "news.example", "/a?x=1").headers["ETag"]
        ask(web, "news.example", "/a", If_None_Match=etag)
        ask(web, "stranger.example", "/b")
    with serve(folder, log) as web:
        ask(web, "other.example", "/a", method="HEAD")
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    size = (folder / "a.html").stat().st_size
    assert [(line["host"], line["path"], line["status"], line["bytes"], line["conditional"]) for line in lines] == [
        ("news.example", "/a?x=1", 200, size, False),
        ("news.example", "/a", 304, 0, True),
        ("stranger.example", "/b", 404, 0, False),
        ("other.example", "/a", 200, 0, False),
    ]
    assert all(line["time"].endswith("+00:00") for line in lines)


def test_nothing_listens_after_the_block(folder: Path, tmp_path: Path) -> None:
    with serve(folder, tmp_path / "log.jsonl") as web:
        ask(web, "news.example", "/a")
    with pytest.raises(aiohttp.ClientConnectorError):
        ask(web, "news.example", "/a")


@pytest.mark.parametrize(
    ("hosts", "key", "expected"),
    [
        ('["n.example"]\n"/a" = { file = "missing.html" }', '"n.example"."/a".file', "a file of"),
        ('["n.example"]\n"/a" = { file = "../outside.html" }', '"n.example"."/a".file', "a file of"),
        ('["n.example"]\n"/a" = { status = "200" }', '"n.example"."/a".status', "an HTTP status"),
        ('["n.example"]\n"/a" = { statsu = 200 }', '"n.example"."/a".statsu', "one of after, file"),
        ('["n.example"]\n"a" = { status = 200 }', '"n.example"."a"', "begins with /"),
        ('["n.example"]\n"/a" = "a.html"', '"n.example"."/a"', "a table"),
        ('["n.example"]\n"/a" = { text = "x", file = "a.html" }', '"n.example"."/a"', "not both"),
        ('["n.example"]\n"/a" = { last_modified = 2024-03-05T08:00:00 }', ".last_modified", "with offset"),
        ('["n.example"]\n"/a" = { later = [{ text = "x" }] }', ".later", "`after` to grow"),
        ('["n.example"]\n"/a" = { later = [{ after = 1, later = [] }] }', ".later[1].later", "one of"),
        ('["not a host"]\n"/a" = { text = "x" }', "not a host", "a host's name"),
        ('title = "x"', "title", "a table of paths"),
        ("", "(top)", "at least one host"),
        ("[", "hosts.toml", "not TOML"),
    ],
)
def test_a_bad_hosts_file_is_refused_by_file_key_and_what_was_expected(
    tmp_path: Path, hosts: str, key: str, expected: str
) -> None:
    (tmp_path / "hosts.toml").write_text(hosts, encoding="utf-8")
    (tmp_path / "a.html").write_text("x", encoding="utf-8")
    with pytest.raises(UseError) as refusal, serve(tmp_path, tmp_path / "log.jsonl"):
        pass
    assert str(tmp_path / "hosts.toml") in str(refusal.value)
    assert key in str(refusal.value)
    assert expected in str(refusal.value)


def test_a_folder_without_hosts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UseError, match="cannot be read"):
        sampleweb.read_hosts(tmp_path / "hosts.toml")


def test_no_code_knows_a_bundled_host() -> None:
    labels = {
        host.removesuffix(".example").removeprefix("www.") for host in sampleweb.read_hosts(BUNDLED / "hosts.toml")
    } - {"plov"}  # also the beginning of a Bulgarian town
    code = [*ROOT.glob("flows/**/*.py"), *ROOT.glob("extractors/**/*.py"), *ROOT.glob("sql/**/*.sql")]
    assert code
    assert [(file.name, label) for file in code for label in labels if label in file.read_text(encoding="utf-8")] == []
