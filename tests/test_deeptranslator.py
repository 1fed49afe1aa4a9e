"""What holds for every engine behind deep-translator: real clients against a stand-in that misbehaves as told."""

import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
import requests
from deep_translator.constants import BASE_URLS

from extractors import deeptranslator
from extractors.chain import REFUSALS_ALLOWED, Breaker, translate_segments
from extractors.engines import google, mymemory
from extractors.errors import RetryError
from extractors.plugins import Engine

from . import translationserver as stand_in
from .translationserver import Behaviour, Serve

serve = pytest.fixture(stand_in.in_place)
each_engine = pytest.mark.parametrize("engine", [google, mymemory], ids=["google", "mymemory"])

# how the service misbehaves -> the reason, and how many requests it costs
FAULTS: dict[str, tuple[Behaviour, str, int]] = {
    "a 429": (stand_in.too_many, "too_many_requests", 1),
    "a 500": (stand_in.broken, "server_error", 2),
    "a 403": (stand_in.shows("Forbidden", status=403), "server_error", 2),
    "an error page as text": (stand_in.error_as_text, "server_error", 2),
    "a page of HTML as text": (stand_in.says("<!DOCTYPE html><title>Oops</title>"), "server_error", 2),
    "a captcha": (stand_in.captcha, "not_a_translation", 1),
    "a consent page": (stand_in.consent, "not_a_translation", 1),
    "an empty body": (stand_in.empty, "not_a_translation", 1),
    "null": (stand_in.shows("null", content_type="application/json"), "not_a_translation", 1),
    "a list": (stand_in.shows("[[]]", content_type="application/json"), "not_a_translation", 1),
    "silence": (stand_in.silent, "timeout", 1),
    "an answer that drips": (stand_in.drips, "timeout", 1),
    "a cut connection": (stand_in.cuts, "unreachable", 2),
    "redirects in circles": (stand_in.sends_in_circles, "not_a_translation", 31),
}
each_fault = pytest.mark.parametrize("fault", FAULTS)
TEXTS = ["Das Schiff liegt seit gestern im Hafen", "Niemand weiß, wer es gebaut hat"]


def told(answer: str | None = "The ship has been lying in the harbour") -> Engine:
    def translate(texts: Sequence[str], _source: str, _target: str) -> list[str | None]:
        return [answer] * len(texts)

    return Engine(name="told", max_bytes=999, supports=lambda *_: True, version=str, translate=translate)


@each_engine
@each_fault
def test_a_fault_ends_the_call_within_the_deadline_and_says_why(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, engine: ModuleType, fault: str
):
    behaviour, reason, requests_made = FAULTS[fault]
    stand_in.impatient(monkeypatch, 0.3 if reason == "timeout" else 20.0)
    server = serve(behaviour)
    began = time.monotonic()
    with pytest.raises(RetryError) as refusal:
        engine.translate(["סירה " * 40] * 2 + ["ספינה"] * 40, "he", "en")
    assert refusal.value.reason == reason
    assert time.monotonic() - began < 10
    assert len(server.asked) == requests_made


@each_engine
@each_fault
def test_the_chain_hands_what_a_fault_cost_to_the_next_engine(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, engine: ModuleType, fault: str
):
    behaviour, reason, _ = FAULTS[fault]
    stand_in.impatient(monkeypatch, 0.3 if reason == "timeout" else 20.0)
    serve(behaviour)
    outcomes = translate_segments(TEXTS, "de", "en", [engine.ENGINE, told()], breaker=Breaker())
    assert [outcome.engine for outcome in outcomes] == ["told", "told"]
    left = translate_segments(TEXTS, "de", "en", [engine.ENGINE], breaker=Breaker())
    assert [outcome.text for outcome in left] == [None, None]
    assert {outcome.reason for outcome in left} == {f"{engine.ENGINE.name}: {reason}"}


@each_engine
def test_after_three_refusals_the_service_is_left_alone(serve: Serve, engine: ModuleType):
    server, breaker = serve(stand_in.too_many), Breaker()
    for number in range(6):
        [outcome] = translate_segments(
            [f"Schiff Nummer {number}"], "de", "en", [engine.ENGINE, told()], breaker=breaker
        )
        assert outcome.engine == "told"
    assert len(server.asked) == REFUSALS_ALLOWED


@each_engine
@pytest.mark.parametrize("fault", [stand_in.broken, stand_in.error_as_text, stand_in.cuts])
def test_what_comes_and_goes_costs_nothing(serve: Serve, engine: ModuleType, fault: Behaviour):
    serve(stand_in.in_turn(fault, stand_in.says("a ship")))
    assert engine.translate(["ein Schiff"], "de", "en") == ["a ship"]


@each_engine
def test_a_refusal_midway_keeps_what_is_done(serve: Serve, engine: ModuleType):
    texts = [f"{number} " + "schiff " * 60 for number in range(6)]
    server = serve(stand_in.in_turn(stand_in.answers(lambda line: f"ship {line[0]}"), stand_in.too_many))
    found = engine.translate(texts, "de", "en")
    done = len(server.asked[0].text.split("\n"))
    assert found == [f"ship {number}" for number in range(done)] + [None] * (6 - done)
    assert 0 < done < 6


@each_engine
@pytest.mark.parametrize(
    "error",
    [
        requests.ConnectionError, requests.exceptions.SSLError, requests.exceptions.ProxyError, requests.Timeout,
        requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError,
        requests.exceptions.InvalidURL, requests.exceptions.InvalidProxyURL, OSError,
    ],
)  # fmt: skip
def test_whatever_the_connection_raises_is_a_refusal_that_keeps_its_secrets(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, engine: ModuleType, error: type[Exception]
):
    def fail(*_: object, **__: object) -> None:
        raise error("http://user:secret@proxy.example")

    serve(stand_in.silent)
    monkeypatch.setattr(requests, "get", fail)
    with pytest.raises(RetryError) as refusal:
        engine.translate(["ein Schiff"], "de", "en")
    assert refusal.value.reason == "unreachable"
    assert "secret" not in str(refusal.value)


@each_engine
@pytest.mark.parametrize("url", ["http://", "nonsense", "http://[::1", "https://{address}/m"])
def test_an_address_that_cannot_be_asked_is_a_refusal(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, engine: ModuleType, url: str
):
    server = serve(stand_in.answers())  # it speaks no TLS
    for name in server.urls:
        monkeypatch.setitem(BASE_URLS, name, url.format(address=server.address))
    with pytest.raises(RetryError, match="unreachable"):
        engine.translate(["ein Schiff"], "de", "en")


@each_engine
def test_without_network_the_call_ends_with_one_refusal(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, engine: ModuleType
):
    serve(stand_in.silent)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, not listening: refuses
        for name in ("GOOGLE_TRANSLATE", "MYMEMORY"):
            monkeypatch.setitem(BASE_URLS, name, f"http://127.0.0.1:{closed.getsockname()[1]}/m")
        tries: list[str] = []
        real = requests.get
        monkeypatch.setattr(requests, "get", lambda url, **options: tries.append(url) or real(url, **options))
        with pytest.raises(RetryError, match="unreachable"):
            engine.translate(["배 한 척 " * 20] * 50, "ko", "en")
    assert len(tries) == deeptranslator.ATTEMPTS


@each_engine
def test_a_proxy_of_the_environment_is_used(serve: Serve, monkeypatch: pytest.MonkeyPatch, engine: ModuleType):
    server = serve(stand_in.says("a ship"))
    for name, url in server.urls.items():
        monkeypatch.setitem(BASE_URLS, name, url.replace(server.address, "service.example"))
    monkeypatch.setenv("http_proxy", f"http://{server.address}")
    assert engine.translate(["ein Schiff"], "de", "en") == ["a ship"]


LETTERS = {"latin": "schiff", "four bytes each": "𐌰𐌱𐌲"}


@each_engine
@pytest.mark.parametrize("word", LETTERS.values(), ids=list(LETTERS))
def test_eight_threads_never_get_each_others_answers(serve: Serve, engine: ModuleType, word: str):
    serve(stand_in.answers(lambda line: f"answer to {line}"))
    texts = [f"{word} {number}" for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: engine.translate([text], "de", "en"), texts))
    assert found == [[f"answer to {text}"] for text in texts]


@each_engine
def test_long_texts_of_eight_threads_come_back_whole_and_no_request_is_over_the_limit(serve: Serve, engine: ModuleType):
    server = serve(stand_in.answers(lambda line: line.replace("𐌰𐌱", "boat").upper()))
    texts = [" ".join(f"𐌰𐌱{number}n{word}" for word in range(20 + number)) for number in range(80)]
    batches = [texts[start : start + 10] for start in range(0, 80, 10)]
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(
                lambda batch: translate_segments(batch, "got", "en", [over_all(engine)], breaker=Breaker()), batches
            )
        )
    assert [outcome.text for outcomes in found for outcome in outcomes] == [
        text.replace("𐌰𐌱", "boat").upper() for text in texts
    ]
    assert max(len(question.text.encode()) for question in server.asked) <= engine.SERVICE.request_bytes


def over_all(engine: ModuleType) -> Engine:
    """Return the engine, asked for German whatever the language: none of them knows Gothic."""

    def translate(texts: Sequence[str], _source: str, target: str) -> list[str | None]:
        return engine.translate(texts, "de", target)

    return Engine(
        name="all", max_bytes=engine.ENGINE.max_bytes, supports=lambda *_: True, version=str, translate=translate
    )


@each_engine
def test_a_text_over_the_limit_or_empty_is_not_asked(serve: Serve, engine: ModuleType):
    server = serve(stand_in.says("a ship"))
    too_long = "船" * (engine.SERVICE.request_bytes // 3 + 1)
    assert engine.translate(["", "船", too_long, " ", "\ud800"], "ja", "en") == [None, "a ship", None, None, None]
    assert {question.text for question in server.asked} == {"船"}


@each_engine
@pytest.mark.parametrize(
    ("text", "answer", "found"),
    [
        ("Oskar und sein „Hafen“", "Oskar &amp; his &quot;harbour&#39;s&quot;", 'Oskar & his "harbour\'s"'),
        ("Oskar und sein „Hafen“", "Oskar &amp;amp; his &amp;quot;harbour&amp;quot;", 'Oskar & his "harbour"'),
        ("Schreibe &amp; statt &", "Write &amp; instead of &", "Write &amp; instead of &"),
        ("Dienst & Tat; R&D", "Service & deed; R&D", "Service & deed; R&D"),
        ("ein Schiff", "\u200b\ufeffa\u200b ship \u00a0", "a ship"),
    ],
)
def test_what_the_way_here_did_to_an_answer_is_undone(
    serve: Serve, engine: ModuleType, text: str, answer: str, found: str
):
    serve(stand_in.says(answer))
    assert engine.translate([text], "de", "en") == [found]


@each_engine
def test_an_answer_without_charset_is_read_as_utf_8(serve: Serve, engine: ModuleType):
    serve(stand_in.answers(lambda _: "The captain’s café – déjà vu, Tūrī", charset=False))
    assert engine.translate(["il caffè"], "it", "en") == ["The captain’s café – déjà vu, Tūrī"]


@each_engine
def test_a_name_that_looks_as_read_wrongly_stays(serve: Serve, engine: ModuleType):
    serve(stand_in.says("MORNÉ® buys a ship"))
    assert engine.translate(["MORNÉ® kauft ein Schiff"], "de", "en") == ["MORNÉ® buys a ship"]


@each_engine
def test_a_line_break_in_an_answer_is_a_space_in_the_translation(serve: Serve, engine: ModuleType):
    serve(stand_in.says("The ship\nlies in the\r\nharbour"))
    [outcome] = translate_segments(TEXTS[:1], "de", "en", [engine.ENGINE], breaker=Breaker())
    assert outcome.text == "The ship lies in the harbour"


@each_engine
def test_an_answer_that_is_the_source_is_no_translation(serve: Serve, engine: ModuleType):
    serve(stand_in.answers(str))
    outcomes = translate_segments(TEXTS, "de", "en", [engine.ENGINE, told()], breaker=Breaker())
    assert [outcome.engine for outcome in outcomes] == ["told", "told"]


HANGS = """
import threading
from dataclasses import replace
from deep_translator.constants import BASE_URLS
from extractors.engines import google
from extractors.errors import RetryError
from tests import translationserver as stand_in
server = stand_in.TranslationServer(stand_in.silent)
threading.Thread(target=server.run, daemon=True).start()
BASE_URLS.update(server.urls)
google.SERVICE = replace(google.SERVICE, deadline_s=0.2)
try:
    google.translate(["ein Schiff"], "de", "en")
except RetryError as refusal:
    print(refusal.reason)
print(sum(thread.name == "translation" for thread in threading.enumerate()))
"""


def test_a_service_that_stays_silent_does_not_keep_the_process_from_ending():
    root = Path(__file__).parent.parent
    ended = subprocess.run(
        [sys.executable, "-c", HANGS], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout.split() == ["timeout", "1"], ended.stderr
    assert ended.returncode == 0
