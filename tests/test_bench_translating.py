"""The bench of translations, on two documents that were written for it."""

import json
from pathlib import Path

import pytest

from .bench import goldcopies, translating
from .test_bench_copies import write
from .test_engines import real

ENGLISH = {
    "lantern": (
        "The port of Villaclara is closed",
        (
            "The captain Elvira Montes Real closed the port of Villaclara yesterday. Nobody saw the ship."
            " Write to puerto@primer.example or to @villaclara."
        ),
    ),
    "tides": ("Fishermen return", "The fishermen of Casa Blanca return today with three ships."),
}
SPANISH = {
    "lantern": (
        "El puerto de Villaclara está cerrado",
        (
            "La capitana Elvira Montes Real cerró ayer el puerto de Villaclara. Nadie vio el barco."
            " Escriban a puerto@primer.example o a @villaclara."
        ),
    ),
    "tides": ("Vuelven los pescadores", "Los pescadores de Casa Blanca vuelven hoy con tres barcos."),
}


def url(language: str, name: str) -> str:
    return f"https://{language}.example/{name}"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    articles = [
        {"url": url(language, name), "language": language, "title": title, "text": text}
        for language, texts in (("en", ENGLISH), ("es", SPANISH), ("de", SPANISH))
        for name, (title, text) in texts.items()
    ]
    pairs = [
        {
            "a": url(language, name),
            "b": url("en", name),
            "kind": "translated_copy",
            "expect": "must",
            "class": "translation",
        }
        for language in ("es", "de")
        for name in ENGLISH
    ]
    pairs.append(
        {"a": url("es", "tides"), "b": url("en", "lantern"), "kind": "excerpt", "expect": "may", "class": "half"}
    )
    write(tmp_path / "articles.jsonl", articles)
    write(tmp_path / "gold_pairs.jsonl", pairs)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["translating", *map(str, arguments)])
    monkeypatch.delenv("DATA", raising=False)
    monkeypatch.setattr(translating.logging, "disable", lambda _: None)
    return translating.main()


@real
def test_the_last_line_holds_what_is_kept_how_near_it_comes_and_how_fast(data, monkeypatch, capsys):
    assert run(monkeypatch, data, "--sentences", 2, "--show", 1) == 0
    said = capsys.readouterr().out
    figures = dict(pair.split("=") for pair in said.splitlines()[-1].split(" "))
    assert figures["sacrebleu"] == translating.sacrebleu.__version__
    assert (figures["names_es"], figures["names_found_es"], figures["names_kept_es"]) == ("2", "2", "2")
    assert (figures["addresses_found_es"], figures["addresses_kept_es"]) == ("2", "2")
    assert float(figures["chrf_es"]) >= float(figures["chrf_plain_es"]) - translating.BAR > 20
    assert float(figures["ratio_es"]) > 1
    assert 0 <= float(figures["rate_any_es"]) <= 1
    assert "source El puerto de Villaclara está cerrado" in said


def test_documents_are_whole_translations_of_english_ones_by_language(data):
    found = translating.documents(goldcopies.load(data))
    assert {language: [text.url for text in texts] for language, texts in found.items()} == {
        "es": [url("es", "lantern"), url("es", "tides")]
    }
    assert found["es"][1].english == "Fishermen return\nThe fishermen of Casa Blanca return today with three ships."
    assert [paragraph for paragraph, _ in found["es"][0].segments] == [0, 1, 1, 1]


def test_names_are_words_with_capitals_that_stand_in_the_english_original_too(data):
    texts = translating.documents(goldcopies.load(data))["es"]
    assert translating.protected_names(texts) == ("Casa Blanca", "Elvira Montes Real")


def test_what_is_lost_is_counted_and_named(data, capsys):
    texts = translating.documents(goldcopies.load(data))["es"]
    made = ["Elvira Mountains Real, puerto@primer.example", "The fishermen of White House"]
    plainly = [text.text for text in texts]
    figures = translating.print_kept(texts, translating.protected_names(texts), made, plainly)
    assert figures == {
        "names": 2, "names_found": 2, "names_kept": 0, "names_kept_plain": 2,
        "addresses_found": 2, "addresses_kept": 1, "addresses_kept_plain": 2,
    }  # fmt: skip
    said = capsys.readouterr().out
    assert f"lost: Casa Blanca 1 times of 1 in {url('es', 'tides')}" in said
    assert f"lost: @villaclara 1 times of 1 in {url('es', 'lantern')}" in said


def test_a_language_that_apertium_lacks_here_is_status_2_and_says_what_to_install(data, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(monkeypatch, data) == 2
    assert "apt-get install apertium" in capsys.readouterr().err


def test_data_without_translations_is_status_2(data, monkeypatch, capsys):
    pairs = [json.loads(row) for row in (data / "gold_pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    write(data / "gold_pairs.jsonl", pairs[2:])
    assert run(monkeypatch, data) == 2
    assert "English original" in capsys.readouterr().err


def test_no_folder_is_status_2(monkeypatch, capsys):
    assert run(monkeypatch) == 2
    assert "DATA" in capsys.readouterr().err
