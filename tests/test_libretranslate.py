"""LibreTranslate against a stand-in of its documented protocol, and against servers that misbehave."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from extractors import engines, jsonapi, libreserver
from extractors.engines import libretranslate
from extractors.errors import RetryError
from extractors.plugins import Engine, load
from extractors.translate import translate_texts

from . import libretranslateserver as stand_in
from .libretranslateserver import Behaviour, LibreTranslateServer, Question, Reply, Rules, error, reply

Serve = Callable[..., LibreTranslateServer]
KEY = "k3y-of-nobody"


@pytest.fixture(autouse=True)
def unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """No server is set, and none is remembered."""
    for name in (libreserver.URL, libreserver.KEY, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(libretranslate, "_servers", libreserver.Servers())


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    with ExitStack() as stack:

        def start(
            behaviour: Behaviour | None = None, pages: Mapping[str, Behaviour] | None = None, path: str = ""
        ) -> LibreTranslateServer:
            server = stack.enter_context(stand_in.serving(behaviour or Rules(), pages))
            monkeypatch.setenv(libreserver.URL, server.url + path)
            return server

        yield start


def refusal(texts: Sequence[str] = ("ein Schiff", "zwei Häfen"), source: str = "de") -> RetryError:
    with pytest.raises(RetryError) as raised:
        libretranslate.translate(texts, source, "en")
    return raised.value


def test_without_an_address_nobody_is_asked_and_the_hint_says_what_to_do():
    assert not libretranslate.supports("de", "en")
    assert "pip install libretranslate" in libretranslate.version()
    assert libreserver.URL in (libretranslate.missing() or "")
    assert refusal().reason == "not_configured"


def test_it_is_an_engine_that_tells_its_settings():
    engine = load(engines, Engine)["libretranslate"]
    assert engine.settings == ("RETOLD_LIBRETRANSLATE_URL", "RETOLD_LIBRETRANSLATE_KEY")


def test_answers_come_in_order_with_one_request_for_several_texts(serve: Serve):
    server = serve()
    texts = ["ein Schiff", "zwei Häfen", "船が出た", "ירושלים — «да»"]
    assert libretranslate.supports("de", "en")
    assert libretranslate.translate(texts, "de", "en") == [text.upper() for text in texts]
    [question] = server.translations
    assert question.json == {"q": texts, "source": "de", "target": "en", "format": "text"}
    assert libretranslate.version() == "LibreTranslate 1.9.6"
    assert server.paths == ["/languages", "/frontend/settings", "/spec", "/translate"]


@pytest.mark.parametrize("path", ["", "/", "/translate", "/translate/"])
def test_an_address_may_end_in_a_slash(serve: Serve, path: str):
    serve(path=path)
    assert libretranslate.translate(["ein Schiff"], "de", "en") == ["EIN SCHIFF"]


def test_an_address_may_have_a_path(serve: Serve):
    server = serve(path="/mt/")
    server.behaviours = {f"/mt{page}": behaviour for page, behaviour in server.behaviours.items()}
    assert libretranslate.translate(["ein Schiff"], "de", "en") == ["EIN SCHIFF"]
    assert server.paths == ["/mt/languages", "/mt/frontend/settings", "/mt/spec", "/mt/translate"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:5000", "localhost:5000", "ftp://127.0.0.1", "http://", "http://[::1", "http://a:b:c", "http://h:99999",
     f"http://127.0.0.1:5000/?api_key={KEY}", f"{KEY}@127.0.0.1"],
)  # fmt: skip
def test_a_bad_address_gives_one_clear_line_that_does_not_show_it(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv(libreserver.URL, address)
    assert not libretranslate.supports("de", "en")
    for said in (libretranslate.missing() or "", libretranslate.version(), str(refusal())):
        assert "RETOLD_LIBRETRANSLATE_URL: expected an address such as http://127.0.0.1:5000" in said
        assert KEY not in said
        assert "\n" not in said


@pytest.mark.parametrize(
    ("language", "listed", "code"),
    [
        ("zh", "zh", "zh"), ("zh-Hans", "zh", "zh"), ("zh-Hans", "zh-Hans", "zh-Hans"), ("zh-CN", "zh", "zh"),
        ("zh-Hant", "zt", "zt"), ("zh-TW", "zt", "zt"), ("zh-Hant-HK", "zh-Hant", "zh-Hant"), ("cmn", "zh", "zh"),
        ("nb", "nb", "nb"), ("no", "nb", "nb"), ("nn", "nb", "nb"), ("nb", "no", "no"), ("pt-BR", "pb", "pb"),
        ("pt-BR", "pt-BR", "pt-BR"), ("pt-BR", "pt", "pt"), ("pt", "pb", "pb"), ("he", "he", "he"), ("iw", "he", "he"),
        ("sr-Latn", "sr", "sr"), ("fr-CA", "fr", "fr"), ("fil", "tl", "tl"), ("DE", "de", "de"), ("arz", "ar", "ar"),
    ],
)  # fmt: skip
def test_a_server_is_asked_in_its_own_codes(serve: Serve, language: str, listed: str, code: str):
    languages = [{"code": listed, "name": "", "targets": ["en"]}, {"code": "en", "name": "English", "targets": []}]
    server = serve(Rules(listed=languages))
    assert libretranslate.supports(language, "en-GB")
    assert libretranslate.translate(["x y"], language, "en-GB") == ["X Y"]
    assert (server.translations[0].json["source"], server.translations[0].json["target"]) == (code, "en")


@pytest.mark.parametrize("language", ["und", "", "tlh", "zh-Hant", "en"])
def test_no_language_is_supported_that_the_server_does_not_list(serve: Serve, language: str):
    serve(Rules(listed=[entry for entry in stand_in.LISTED if entry["code"] != "zt"]))
    assert not libretranslate.supports(language, "en")
    assert refusal(source=language).reason == "unsupported"


def test_a_pair_is_supported_only_in_the_direction_that_is_listed(serve: Serve):
    serve()
    assert libretranslate.supports("de", "en")
    assert not libretranslate.supports("de", "fr")


def test_an_old_server_that_lists_no_targets_translates_between_all(serve: Serve):
    serve(Rules(listed=[{"code": code, "name": code} for code in ("de", "en")]))
    assert libretranslate.supports("de", "en")


def test_a_server_is_asked_once_for_its_languages_by_all_threads(serve: Serve):
    server = serve()
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: libretranslate.supports("de", "en"), range(40)))
    assert server.paths.count("/languages") == 1


@pytest.mark.parametrize(
    "languages",
    [
        reply([]), reply({}), reply(None), reply([{"name": "German"}, 7]), Reply(b"<html>Sign in</html>"),
        Reply(b"[" * 100_000), Reply(b"\xff\xfe"), error("broken", 500), Reply(b"", 302, {"Location": "/login"}),
    ],
)  # fmt: skip
def test_a_server_that_lists_no_languages_is_left_alone_for_a_while(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, languages: Reply
):
    server = serve(pages={"/languages": lambda _: languages})
    assert not libretranslate.supports("de", "en")
    assert not libretranslate.supports("ru", "en")
    assert refusal().reason in {"not_a_translation", "server_error", "redirected"}
    assert libretranslate.version() == str(refusal())
    assert server.paths == ["/languages"]
    now_s = time.monotonic()
    monkeypatch.setattr(libreserver.time, "monotonic", lambda: now_s + 1 + libreserver.ASK_AGAIN_S)
    server.behaviours["/languages"] = lambda _: reply(stand_in.LISTED)
    assert libretranslate.supports("de", "en")


def test_a_server_without_settings_and_spec_works_all_the_same(serve: Serve):
    serve(pages={"/frontend/settings": lambda _: error("no", 404), "/spec": lambda _: Reply(b"<html>")})
    assert libretranslate.translate(["ein Schiff"], "de", "en") == ["EIN SCHIFF"]
    assert libretranslate.version() == "LibreTranslate ?"


def test_the_key_travels_in_the_body_alone(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    server = serve(Rules(key=KEY))
    monkeypatch.setenv(libreserver.KEY, f" {KEY}\n")
    assert libretranslate.translate(["ein Schiff"], "de", "en") == ["EIN SCHIFF"]
    assert server.translations[0].json["api_key"] == KEY
    for question in server.asked:
        assert KEY not in f"{question.path}{question.query}{question.headers}"
        assert question.path == "/translate" or not question.body


@pytest.mark.parametrize("key", ["", "an0ther-key"])
def test_a_missing_or_wrong_key_is_refused_at_once_and_never_shown(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, key: str
):
    server = serve(Rules(key=KEY))
    monkeypatch.setenv(libreserver.KEY, key)
    refused = refusal(["ein Schiff"] * 40)
    assert (refused.reason, len(server.translations)) == ("forbidden", 1)
    assert libreserver.KEY in refused.detail
    assert not key or key not in str(refused)


def test_a_key_that_the_server_repeats_is_not_passed_on(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    serve(lambda question: error(f"No such key: {question.json['api_key']}", 403))
    monkeypatch.setenv(libreserver.KEY, KEY)
    assert str(refusal()) == f"forbidden: No such key: … (see {libreserver.KEY})"


PAGE = b"<!doctype html><title>Sign in</title>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (error("Slowdown: 30 per 1 minute", 429), "too_many_requests"),
        (error("Too many request limits violations", 403), "forbidden"),
        (Reply(PAGE, headers={"Content-Type": "text/html"}), "not_a_translation"),
        (Reply(b'{"translatedText": ["a shi'), "not_a_translation"),
        (reply({"error": "model gone"}), "not_a_translation"),
        (reply([["A SHIP"]]), "not_a_translation"),
        (Reply(b"", 302, {"Location": "https://u:p@login.example/?next=x"}), "redirected"),
        (Reply(PAGE, 502, {}), "unavailable"),
        (Reply(PAGE, 404, {}), "not_found"),
        (error("de is not supported", 400), "bad_request"),
    ],
)
def test_a_refusal_ends_the_call_at_once_and_says_why(serve: Serve, answer: Reply, reason: str):
    server = serve(lambda _: answer)
    refused = refusal(["ein Schiff"] * 100)
    assert (refused.reason, len(server.translations)) == (reason, 1)
    assert "u:p@" not in str(refused)
    assert "<" not in str(refused)


def test_a_server_says_when_to_come_again(serve: Serve):
    serve(lambda _: error("Slowdown", 429, Retry_After="17"))
    assert refusal().delay_s == 17.0


def test_redirects_are_not_followed(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(libreserver.KEY, KEY)
    server = serve(lambda _: Reply(b"", 307, {"Location": "/languages"}))
    assert refusal().reason == "redirected"
    assert server.paths[-1] == "/translate"


def test_a_server_that_always_fails_refuses_after_few_requests(serve: Serve):
    server = serve(lambda _: error("Cannot translate text: out of memory", 500))
    refused = refusal(["ein Schiff"] * 100)
    assert (refused.reason, refused.detail) == ("server_error", "Cannot translate text: out of memory")
    assert len(server.translations) <= libretranslate.MAX_FAILURES


def test_a_text_on_which_the_server_fails_costs_only_itself(serve: Serve):
    def behave(question: Question) -> Reply:
        return error("Cannot translate text", 500) if "gift 30" in question.texts else Rules()(question)

    serve(behave)
    texts = [f"gift {number}" for number in range(60)]
    assert libretranslate.translate(texts, "de", "en") == [
        None if text == "gift 30" else text.upper() for text in texts
    ]


def test_a_refusal_midway_keeps_what_is_done(serve: Serve):
    serve(stand_in.in_turn(Rules(), lambda _: error("Slowdown", 429)))
    texts = [f"Schiff {number}" for number in range(30)]
    answers = libretranslate.translate(texts, "de", "en")
    assert answers[: libretranslate.BATCH_TEXTS] == [text.upper() for text in texts[: libretranslate.BATCH_TEXTS]]
    assert set(answers[libretranslate.BATCH_TEXTS :]) == {None}


@pytest.mark.parametrize("wrong", [lambda texts: texts[1:], lambda texts: [*texts, "more"], lambda _: [], lambda _: {}])
def test_answers_that_do_not_match_the_questions_are_asked_for_one_by_one(
    serve: Serve, wrong: Callable[[list[str]], object]
):
    def behave(question: Question) -> Reply:
        texts = [text.upper() for text in question.texts]
        return reply({"translatedText": texts if len(texts) == 1 else wrong(texts)})

    serve(behave)
    assert libretranslate.translate(["eins", "zwei", "drei"], "de", "en") == ["EINS", "ZWEI", "DREI"]


def test_a_server_that_knows_no_lists_is_asked_one_by_one(serve: Serve):
    serve(lambda question: reply({"translatedText": " | ".join(question.texts).upper()}))
    assert libretranslate.translate(["eins", "zwei", "drei"], "de", "en") == ["EINS", "ZWEI", "DREI"]


def test_what_is_no_text_is_no_answer(serve: Serve):
    serve(lambda question: reply({"translatedText": ["A SHIP", None, "", 7, ["x"]][: len(question.texts)]}))
    assert libretranslate.translate(["ein", "zwei", "drei", "vier", "fünf"], "de", "en") == ["A SHIP", *[None] * 4]


def test_an_empty_text_is_not_asked_for(serve: Serve):
    server = serve()
    assert libretranslate.translate(["", "ein Schiff", " "], "de", "en") == [None, "EIN SCHIFF", None]
    assert libretranslate.translate([""], "de", "en") == [None]
    assert [question.texts for question in server.translations] == [["ein Schiff"]]


def test_half_a_character_harms_no_other_text(serve: Serve):
    serve()
    assert libretranslate.translate(["ein Schiff", "halb \ud83d"], "de", "en")[0] == "EIN SCHIFF"


def test_no_request_holds_more_than_a_servers_limits(serve: Serve):
    server = serve(Rules(most_chars=300))
    texts = ["船" * length for length in range(20, 120)]
    assert libretranslate.translate(texts, "ja", "en") == texts
    assert max(sum(map(len, question.texts)) for question in server.translations) <= 300
    assert len(server.translations) < len(texts) / 2


@pytest.mark.parametrize("rules", [Rules(most_texts=3), Rules(most_chars=40)])
def test_a_limit_that_was_not_told_parts_the_batch(serve: Serve, rules: Rules):
    serve(rules, pages={"/frontend/settings": lambda _: reply({})})
    texts = [f"Schiff {number}" for number in range(40)]
    assert libretranslate.translate(texts, "de", "en") == [text.upper() for text in texts]


def test_a_text_that_is_too_long_for_the_server_costs_only_itself(serve: Serve):
    serve(Rules(most_chars=50))
    assert libretranslate.translate(["eins", "x " * 40, "drei"], "de", "en") == ["EINS", None, "DREI"]


def test_a_proxys_413_parts_the_batch(serve: Serve):
    serve(lambda question: Reply(PAGE, 413, {}) if len(question.texts) > 5 else Rules()(question))
    texts = [f"Schiff {number}" for number in range(12)]
    assert libretranslate.translate(texts, "de", "en") == [text.upper() for text in texts]


@pytest.mark.parametrize(
    "behaviour",
    [stand_in.silent, lambda _: Reply(b'{"translatedText": ["A SHIP", "TWO PORTS"]}', pause_s=0.02)],
    ids=["silence", "drip"],
)
def test_silence_and_drips_end_at_the_deadline(serve: Serve, monkeypatch: pytest.MonkeyPatch, behaviour: Behaviour):
    server = serve(behaviour)
    monkeypatch.setattr(libretranslate, "REQUEST_DEADLINE_S", 0.3)
    began_s = time.monotonic()
    assert refusal(["ein Schiff"] * 40).reason == "timeout"
    assert time.monotonic() - began_s < 5
    assert len(server.translations) == 1


def test_a_silent_server_is_asked_for_its_languages_once(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    server = serve(pages={"/languages": stand_in.silent})
    monkeypatch.setattr(libreserver, "INTRODUCTION_DEADLINE_S", 0.2)
    assert not libretranslate.supports("de", "en")
    assert not libretranslate.supports("de", "en")
    assert refusal().reason == "timeout"
    assert server.paths == ["/languages"]


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_huge_answer_is_cut_off(serve: Serve, monkeypatch: pytest.MonkeyPatch, is_packed: bool):
    monkeypatch.setattr(jsonapi, "MOST_BYTES", 50_000)
    huge = json.dumps({"translatedText": ["x" * 5_000_000]}).encode()
    packed = Reply(gzip.compress(huge), headers={"Content-Encoding": "gzip"})
    serve(lambda _: packed if is_packed else Reply(huge))
    assert refusal().reason == "too_large"


def test_a_closed_port_is_one_refusal(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, not listening: refuses
        monkeypatch.setenv(libreserver.URL, f"http://127.0.0.1:{closed.getsockname()[1]}")
        assert not libretranslate.supports("de", "en")
        assert refusal().reason == "unreachable"
        assert libretranslate.version() == str(refusal())
        assert libretranslate.missing() is None  # it is set up


@pytest.mark.parametrize(
    "answer",
    [
        Reply(b'{"translatedText": ["A SHIP"', cut_bytes=9),
        Reply(b'{"translatedText": ["A SHIP"', cut_bytes=200),
        Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"}),
        Reply(b"", headers={"X": "x" * 100_000}),
    ],
    ids=["cut", "no head", "not packed", "endless head"],
)
def test_a_reply_that_is_no_whole_one_is_a_refusal(serve: Serve, answer: Reply):
    serve(lambda _: answer)
    assert refusal().reason == "unreachable"


@pytest.mark.parametrize(
    ("address", "is_asked"),
    [
        ("http://127.0.0.1:5000", False), ("http://localhost:5000/mt", False), ("http://[::1]:5000", False),
        ("http://mt.localhost", False), ("", False), ("http://192.168.1.7:5000", True), ("https://mt.example", True),
        ("http://127.0.0.1.mt.example", True), ("http://localhost@mt.example", True),
    ],
)  # fmt: skip
def test_only_a_server_on_this_machine_asks_no_web(monkeypatch: pytest.MonkeyPatch, address: str, is_asked: bool):
    monkeypatch.setenv(libreserver.URL, address)
    assert libretranslate.asks_web("de", "en") is is_asked


def test_a_run_that_asks_nobody_uses_a_server_of_this_machine_alone(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    serve()
    assert libretranslate.ENGINE.offline().supports("de", "en")
    asked: list[str] = []
    monkeypatch.setattr(libreserver, "ask", lambda url, **_: asked.append(url))
    monkeypatch.setenv(libreserver.URL, "https://mt.example")
    assert not libretranslate.ENGINE.offline().supports("de", "en")
    assert asked == []


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(serve: Serve, monkeypatch: pytest.MonkeyPatch):
    serve()
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert libretranslate.translate(["ein Schiff"], "de", "en") == ["EIN SCHIFF"]


def test_threads_never_get_each_others_answers(serve: Serve):
    serve(Rules(translate=lambda text: f"answer to {text}"))
    texts = [f"Frage {number}" for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda start: libretranslate.translate(texts[start : start + 5], "de", "en"), range(0, 400, 5))
        )
    assert [answer for answers in found for answer in answers] == [f"answer to {text}" for text in texts]


PORT = "Der Hafen ist seit gestern wegen des Sturms geschlossen."
SHIP = "Das Schiff ist nicht angekommen, und niemand weiß warum."
ENGLISH = {
    PORT: "The port has been closed since yesterday because of the storm.",
    SHIP: "The ship has not arrived, and nobody knows why.",
}
BEHIND = Engine(
    name="behind",
    max_bytes=1_000,
    supports=lambda *_: True,
    version=lambda: "1",
    translate=lambda texts, *_: [ENGLISH[text] for text in texts],
)
ROWS = [{"id": 1, "text": PORT, "language": "de"}, {"id": 2, "text": SHIP, "language": "de"}]


@pytest.mark.parametrize(
    ("translate", "engine"),
    [(ENGLISH.__getitem__, "libretranslate"), (str, "behind"), (lambda _: "", "behind"), (lambda _: None, "behind")],
    ids=["good", "same", "empty", "null"],
)
def test_in_the_chain_what_it_cannot_do_goes_to_the_next(
    serve: Serve, translate: Callable[[str], str | None], engine: str
):
    serve(Rules(translate=translate))
    found = list(translate_texts(ROWS, [libretranslate.ENGINE, BEHIND]))
    assert [(row["text"], row["engine"]) for row in found] == [(ENGLISH[PORT], engine), (ENGLISH[SHIP], engine)]


@pytest.mark.parametrize(
    "behaviour",
    [
        lambda _: error("Slowdown", 429),
        lambda _: error("broken", 500),
        lambda _: Reply(PAGE),
        lambda _: reply({"translatedText": ["One text for all.", "And another.", "And more."]}),
        lambda _: error("Invalid API key", 403),
    ],
)
def test_in_the_chain_a_server_that_refuses_hands_over(serve: Serve, behaviour: Behaviour):
    serve(behaviour)
    found = list(translate_texts(ROWS, [libretranslate.ENGINE, BEHIND]))
    assert [row["engine"] for row in found] == ["behind", "behind"]
    assert [row["text"] for row in found] == [ENGLISH[PORT], ENGLISH[SHIP]]


def test_eight_chains_at_once_mix_nothing_up(serve: Serve):
    serve(Rules(translate=lambda text: text.replace("Frage", "The question of the ship is").replace("?", ".")))
    rows = [{"id": number, "text": f"Frage {number}?", "language": "de"} for number in range(400)]
    started = threading.Barrier(8)

    def work(part: int) -> list[str]:
        started.wait()
        return [row["text"] for row in translate_texts(rows[part::8], [libretranslate.ENGINE])]

    with ThreadPoolExecutor(8) as pool:
        for part, found in enumerate(pool.map(work, range(8))):
            assert found == [f"The question of the ship is {number}." for number in range(part, 400, 8)]
