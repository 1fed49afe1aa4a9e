"""fxtranslate: the engine over a stand-in for the library, and over the library itself without network."""

import importlib.util
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extractors import engines
from extractors.engines import fxtranslate
from extractors.errors import RetryError
from extractors.plugins import Engine, load
from extractors.translate import translate_texts

REAL = importlib.util.find_spec("fxtranslate") is not None
Library = Callable[[], None]


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of models, empty; nobody has a list of models, and nothing is remembered."""
    monkeypatch.setenv(fxtranslate.FOLDER, str(tmp_path / "models"))
    monkeypatch.setenv(fxtranslate.RECORDS, fxtranslate.NOBODY)
    monkeypatch.setattr(fxtranslate, "_fetching", fxtranslate._Fetching())
    return tmp_path / "models"


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The stand-in in place of the library."""
    folder = tmp_path / "site-packages"
    shutil.copytree(Path(__file__).parent / "libraries", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "fxtranslate-0.5.0.dist-info").mkdir()
    (folder / "fxtranslate-0.5.0.dist-info" / "METADATA").write_text("Name: fxtranslate\nVersion: 0.5.0\n")
    monkeypatch.syspath_prepend(str(folder))


def put(models: Path, pair: str = "fr-en", model: str = "plain") -> None:
    """Put a model where the library puts what it has fetched."""
    (models / pair).mkdir(parents=True)
    (models / pair / f"model.{pair}.intgemm.alphas.bin").write_text(model)
    (models / pair / f"vocab.{pair}.spm").write_text("vocabulary")


def records(*pairs: tuple[str, str], model: str = "plain") -> bytes:
    data = [
        {
            "name": f"{kind}.{source}{target}",
            "fileType": kind,
            "sourceLanguage": source,
            "targetLanguage": target,
            "version": "3.0",
            "attachment": {"location": model},
        }
        for source, target in pairs
        for kind in ("model", "vocab")
    ]
    return json.dumps({"data": data}).encode()


@contextmanager
def serving(body: bytes | None, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """Serve a list of models on loopback, or keep silent; yield its address, and what is asked."""
    asked: list[str] = []
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if body is None:
                ended.wait()
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/records", asked
    finally:
        ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def refusal(source: str = "fr") -> RetryError:
    with pytest.raises(RetryError) as raised:
        fxtranslate.translate(["le port", "le bateau"], source, "en")
    return raised.value


def test_without_the_library_nothing_is_supported_and_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "fxtranslate" else find(name))
    assert not fxtranslate.supports("fr", "en")
    assert fxtranslate.missing() == 'pip install "retold[fxtranslate]"'
    assert refusal().reason == "not_installed"
    if not REAL:
        assert fxtranslate.version() == 'not installed: pip install "retold[fxtranslate]"'


def test_it_is_an_engine_that_tells_its_settings():
    engine = load(engines, Engine)["fxtranslate"]
    assert engine.settings == ("RETOLD_FXTRANSLATE_MODELS", "FXTRANSLATE_RECORDS_URL")


@pytest.mark.usefixtures("library")
def test_a_model_that_is_here_translates_and_asks_nobody(models: Path, monkeypatch: pytest.MonkeyPatch):
    put(models)
    with serving(records(("fr", "en"), model="another")) as (address, asked):
        monkeypatch.setenv(fxtranslate.RECORDS, address)
        assert not fxtranslate.asks_web("fr", "en")
        assert fxtranslate.translate(["le port", "", "le bateau", " "], "fr", "en") == [
            "LE PORT", None, "LE BATEAU", None,
        ]  # fmt: skip
    assert asked == []


@pytest.mark.usefixtures("library")
def test_a_model_that_is_not_here_is_fetched_once(models: Path, monkeypatch: pytest.MonkeyPatch):
    with serving(records(("fr", "en"))) as (address, asked):
        monkeypatch.setenv(fxtranslate.RECORDS, address)
        assert fxtranslate.supports("fr", "en")
        assert fxtranslate.asks_web("fr", "en")
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda text: fxtranslate.translate([text], "fr", "en"), ["un", "deux", "trois"]))
        assert found == [["UN"], ["DEUX"], ["TROIS"]]
        assert asked == ["/records"]
    assert sorted(path.name for path in models.rglob("*.fren")) == ["model.fren", "vocab.fren"]
    assert not fxtranslate.asks_web("fr", "en")


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(("body", "status"), [(b"down", 500), (b"<html>", 200), (records(("de", "en")), 200)])
def test_a_model_that_cannot_be_had_is_one_refusal(
    models: Path, monkeypatch: pytest.MonkeyPatch, body: bytes, status: int
):
    put(models, "it-en")
    with serving(body, status) as (address, asked):
        monkeypatch.setenv(fxtranslate.RECORDS, address)
        refused = refusal()
        assert refused.reason == "no_model"
        assert str(models) in refused.detail
        assert "\n" not in str(refused)
        assert not fxtranslate.supports("fr", "en")  # for a while
        assert fxtranslate.supports("it", "en")
        assert asked == ["/records"]
    now_s = time.monotonic()
    monkeypatch.setattr(fxtranslate.time, "monotonic", lambda: now_s + 1 + fxtranslate.FETCH_AGAIN_S)
    assert fxtranslate.supports("fr", "en")


@pytest.mark.usefixtures("library")
def test_a_silent_list_of_models_ends_at_the_deadline_and_stops_no_other_thread(monkeypatch: pytest.MonkeyPatch):
    fxtranslate._worked_off(str, ["started"], 60.0)
    monkeypatch.setattr(fxtranslate, "FETCH_DEADLINE_S", 0.3)
    ticks: list[float] = []
    over = threading.Event()

    def tick() -> None:
        while not over.wait(0.01):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    with serving(None) as (address, _):
        monkeypatch.setenv(fxtranslate.RECORDS, address)
        assert "timeout" in refusal().detail
    over.set()
    thread.join()
    assert len(ticks) >= 10


@pytest.mark.usefixtures("library")
def test_a_model_without_its_vocabulary_is_not_here(models: Path):
    put(models)
    (models / "fr-en" / "vocab.fr-en.spm").unlink()
    assert fxtranslate.asks_web("fr", "en")
    assert refusal().reason == "no_model"


@pytest.mark.usefixtures("library")
def test_a_spoilt_model_is_one_refusal_with_the_librarys_words(models: Path):
    put(models, model="spoilt")
    assert str(refusal()) == "no_model: trace ended mid-record (truncated)"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("text", ["ce texte hangs", "ce texte ends tout", "ce texte panics"])
def test_a_text_that_ends_or_holds_up_the_library_costs_only_itself(
    models: Path, monkeypatch: pytest.MonkeyPatch, text: str
):
    put(models)
    monkeypatch.setattr(fxtranslate, "TEXT_DEADLINE_S", 3.0)
    texts = [f"phrase {number}" for number in range(20)]
    texts[7] = text
    found = fxtranslate.translate(texts, "fr", "en")
    assert found == [None if one is text else one.upper() for one in texts]


@pytest.mark.usefixtures("library")
def test_a_library_that_always_ends_refuses_after_few_processes(models: Path):
    put(models)
    with pytest.raises(RetryError, match="failed: crashed"):
        fxtranslate.translate(["ends"] * 100, "fr", "en")


@pytest.mark.usefixtures("library")
def test_threads_never_get_each_others_answers(models: Path):
    put(models)
    put(models, "de-en", model="aus dem Deutschen")
    texts = [f"phrase {number}" for number in range(400)]
    parts = [("fr" if start % 100 else "de", texts[start : start + 50]) for start in range(0, 400, 50)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda part: fxtranslate.translate(part[1], part[0], "en"), parts))
    ending = {"fr": "", "de": " [aus dem Deutschen]"}
    assert found == [[f"{text.upper()}{ending[source]}" for text in part] for source, part in parts]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("language", "pair"),
    [
        ("zh", "zh-Hans-en"), ("zh-Hans", "zh-Hans-en"), ("zh-CN", "zh-Hans-en"), ("zh-Hant-HK", "zh-Hant-en"),
        ("zh-TW", "zh-Hant-en"), ("no", "nb-en"), ("nn", "nn-en"), ("iw", "he-en"), ("pt-BR", "pt-en"),
        ("sr-Latn", "sr-en"), ("arz", "ar-en"), ("DE", "de-en"), ("oc", "oc-en"),
    ],
)  # fmt: skip
def test_the_model_is_found_by_firefoxs_own_codes(models: Path, language: str, pair: str):
    put(models, pair)
    assert fxtranslate.supports(language, "en-GB")
    assert fxtranslate.model(language, "en").startswith(f"{pair}:")


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("language", ["und", "", "tlh", "oc", "en", "../fr", "a\x00b"])
def test_no_language_is_supported_without_a_model_published_or_here(language: str):
    assert not fxtranslate.supports(language, "en")
    assert refusal(language).reason == "unsupported"


@pytest.mark.usefixtures("library")
def test_only_english_is_translated_into():
    assert not fxtranslate.supports("fr", "de")


@pytest.mark.usefixtures("library")
def test_the_version_names_library_and_model(models: Path):
    put(models)
    assert fxtranslate.version() == "fxtranslate 0.5.0"
    before = fxtranslate.ENGINE.version_of("fr", "en")
    assert before.startswith("fxtranslate 0.5.0 fr-en:")
    model = models / "fr-en" / "model.fr-en.intgemm.alphas.bin"
    model.write_text("a newer model")
    os.utime(model, ns=(1, 1))
    assert fxtranslate.ENGINE.version_of("fr", "en") != before


def test_the_folder_is_the_librarys_own_unless_another_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv(fxtranslate.FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert fxtranslate._folder() == tmp_path / "fxtranslate" / "models"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert fxtranslate._folder() == Path.home() / ".cache" / "fxtranslate" / "models"


@pytest.mark.usefixtures("library")
def test_a_run_that_asks_nobody_uses_the_models_that_are_here(models: Path):
    put(models)
    offline = fxtranslate.ENGINE.offline()
    assert [language for language in ("de", "fr", "it") if offline.supports(language, "en")] == ["fr"]


ENGLISH = "The port has been closed since yesterday because of the storm."
BEHIND = Engine(
    name="behind",
    max_bytes=1_000,
    supports=lambda *_: True,
    version=lambda: "1",
    translate=lambda texts, *_: [ENGLISH for _ in texts],
)


@pytest.mark.usefixtures("library")
def test_in_the_chain_what_it_cannot_do_goes_to_the_next(models: Path):
    put(models)
    rows = [
        {"id": 1, "text": "Le port ends depuis hier à cause de la tempête.", "language": "fr"},
        {"id": 2, "text": "Der Hafen ist seit gestern wegen des Sturms geschlossen.", "language": "de"},
        {"id": 3, "text": "Le bateau est rentré.", "language": "fr"},
    ]
    found = list(translate_texts(rows, [fxtranslate.ENGINE, BEHIND]))
    assert [(row["id"], row["text"], row["engine"]) for row in found[:2]] == [
        (1, ENGLISH, "behind"),
        (2, ENGLISH, "behind"),
    ]


real = pytest.mark.skipif(not REAL, reason='the library is not installed: pip install "retold[fxtranslate]"')


@real
def test_the_real_library_without_network_is_one_refusal():
    assert fxtranslate.supports("fr", "en")
    refused = refusal()
    assert refused.reason == "no_model"
    assert "fr→en" in refused.detail
    assert not fxtranslate.supports("fr", "en")


@real
def test_the_real_library_says_what_is_wrong_with_a_model(models: Path):
    put(models, model="x" * 1_000)
    assert refusal().reason == "no_model"


@real
def test_the_real_library_has_the_version_that_is_asked_for():
    assert fxtranslate.version().startswith("fxtranslate 0.5.")
