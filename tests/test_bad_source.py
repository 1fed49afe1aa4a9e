"""Feeds, sitemaps and archives that are none, damaged, or not there."""

import socket
from pathlib import Path

import pytest

from extractors.web import Reach
from flows.commands import show_result
from flows.process import PARTLY
from flows.show import Form

from . import smallweb
from .wronguse import ferries


@pytest.mark.usefixtures("without_workers")
def test_sources_that_fail_cost_nothing_but_themselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        refusing = closed.getsockname()
    monkeypatch.setattr(smallweb, "Reach", lambda hosts: Reach(hosts={**hosts, "dead.example": refusing}))
    web = ferries(tmp_path)
    web.answer("isle.example", "/html.xml", text="<html><title>No feed</title><p>Come back.</p></html>")
    web.answer("isle.example", "/map.xml", text="Not a sitemap at all.", type="application/xml")
    web.answer("isle.example", "/empty.xml", text="<rss version='2.0'><channel><title>x</title></channel></rss>")
    web.answer("isle.example", "/nothing.xml", text="")
    failing = {
        "http://isle.example/empty.xml": "no_entries",
        "http://isle.example/nothing.xml": "not_a_feed",
        "http://isle.example/html.xml": "not_a_feed",
        "http://isle.example/gone.xml": "http_404",
        "http://dead.example/feed": "unreachable",
        "http://nowhere.example/feed": "unreachable",
    }
    web.source("feeds", urls=list(failing))
    web.source("sitemaps", urls=["http://isle.example/map.xml"])
    (tmp_path / "none.warc.gz").write_text("Not an archive at all.")
    (tmp_path / "cut.warc").write_text("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n")
    web.source("files", paths=[str(tmp_path / "none.warc.gz"), str(tmp_path / "cut.warc")])
    archives = {
        (tmp_path / "none.warc.gz").as_uri(): "not_an_archive",
        (tmp_path / "cut.warc").as_uri(): "archive_damaged",
    }
    found = web.cover()

    assert dict(found.rows("SELECT url, reason FROM core.drops")) == {
        **failing,
        **archives,
        "http://isle.example/map.xml": "not_a_sitemap",
    }
    assert sorted(found.rows("SELECT reason, items FROM ledger WHERE stage = 'discover'")) == [
        ("archive_damaged", 1),
        ("http_404", 1),
        ("no_entries", 1),
        ("not_a_feed", 2),
        ("not_a_sitemap", 1),
        ("not_an_archive", 1),
        ("unreachable", 2),
    ]
    assert found.rows("SELECT articles FROM summary") == [(4,)]
    assert show_result(found.folder, Form.TABLE) == PARTLY
    said = capsys.readouterr().out.partition("failed sources")[2].splitlines()
    for url, reason in {**failing, **archives}.items():
        assert any(url in line and reason in line for line in said), url
